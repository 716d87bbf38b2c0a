// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/explain_run.h"

#include "explain/result_folder.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iomanip>
#include <locale>
#include <sstream>

namespace app {
namespace {

using explain::Error;

const std::vector<std::string> ownFiles{explain::Archive::jsonName, explain::Archive::tensorsName,
                                        "figure.png", "figure.svg", "figure.pdf"};

/// \p whole from \p begin to \p end.
explain::Progress part(const explain::Progress& whole, double begin, double end)
{
    explain::Progress progress = whole;
    progress.report = [=](double fraction, std::string_view step) {
        whole.report(begin + (end - begin) * fraction, step);
    };
    return progress;
}

/// Knobs that nobody set, by what was measured of them.
void takeThresholds(const std::map<std::string, std::string>& thresholds,
                    const std::vector<explain::Setting>& asked,
                    std::vector<explain::MethodRun>& runs)
{
    for (explain::MethodRun& run : runs)
        for (const auto& [name, value] : thresholds) {
            const std::string method = run.method->info().id, key = name.substr(name.find('.') + 1);
            const bool isAsked = std::ranges::any_of(asked, [&](const explain::Setting& setting) {
                return setting.method == method && setting.key == key;
            });
            if (name == method + '.' + key && !isAsked)
                // One beyond the knob's range was measured by another version of the method.
                static_cast<void>(run.parameters.set(key, value));
        }
}

explain::Expected<explain::ExplainJob> prepare(const ExplainArguments& arguments,
                                               const ExplainDoors& doors,
                                               const explain::Progress& progress)
{
    auto image = doors.readImage(arguments.image);
    if (!image)
        return image.error();
    if (!image->notice.empty())
        note(arguments.image + ": " + image->notice);
    auto network = doors.loadNetwork(arguments, part(progress, 0, 0.3));
    if (!network)
        return network.error();
    auto runs = explain::planMethods(arguments.methods, arguments.settings, *network);
    if (!runs)
        return runs.error();
    if (!arguments.domain.empty() && doors.findThresholds)
        takeThresholds(doors.findThresholds(**network, arguments.domain), arguments.settings,
                       *runs);
    return explain::ExplainJob{.image = image->record,
                               .sample = {.image = image->pixels,
                                          .pixelsSha256 = image->pixelsSha256,
                                          .texts = arguments.texts},
                               .network = *network,
                               .runs = *runs,
                               .embeddings = arguments.embeddings};
}

/// Writes archive and figures and moves them into place.
std::optional<Error> write(const ExplainArguments& arguments, const ExplainDoors& doors,
                           const explain::ExplainJob& job, const explain::Archive& archive,
                           const explain::Progress& progress)
{
    auto folder = explain::ResultFolder::open(arguments.out);
    if (!folder)
        return folder.error();
    if (const auto error = explain::writeArchive(archive, *folder))
        return error;
    if (!arguments.figures.empty() && doors.writeFigures)
        if (const auto error =
                doors.writeFigures(arguments, job, archive, folder->staging().string()))
            return error;
    if (progress.cancelled())
        return explain::cancelledError;
    return folder->commit(ownFiles, explain::Archive::jsonName);
}

std::string plain(double value)
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    if (!std::isfinite(value))
        return "-";
    text << std::setprecision(6) << value;
    return text.str();
}

/// Everything of one explanation that fits a line.
std::string lineOf(const explain::Explanation& explanation)
{
    std::string line = explanation.method + "  " + std::string(nameOf(explanation.kind)) + "  "
        + std::string(nameOf(explanation.status)) + "  text "
        + (explanation.text ? std::to_string(*explanation.text) : std::string("all"));
    for (const auto& [name, value] : explanation.values)
        line += "  " + name + ' ' + plain(value);
    return line + '\n';
}

std::string summary(const ExplainArguments& arguments, const explain::Archive& archive)
{
    std::string page = archive.network.name + " (" + archive.network.family + ", "
        + archive.network.precision + ", " + archive.network.device + ")\n";
    for (const explain::ScoreRecord& score : archive.scores)
        page += "text " + std::to_string(score.text) + "  cosine " + plain(score.cosine)
            + "  logit " + plain(score.logit) + "  " + archive.texts[score.text].text.text + '\n';
    for (const explain::Explanation& explanation : archive.explanations)
        page += lineOf(explanation);
    std::vector<std::string> files{explain::Archive::jsonName, explain::Archive::tensorsName};
    for (const std::string& format : arguments.figures)
        files.push_back("figure." + format);
    for (const std::string& file : files)
        page += (std::filesystem::path(arguments.out) / file).string() + '\n';
    return page;
}

} // namespace

int runExplain(const ExplainArguments& arguments, const ExplainDoors& doors)
{
    const explain::Progress progress = consoleProgress(arguments.progress);
    if (const auto error = doors.findNetwork(arguments))
        return fail(*error);
    if (const auto folder = explain::ResultFolder::open(arguments.out); !folder)
        return fail(folder.error()); // known before minutes are spent; it leaves nothing behind
    const auto job = prepare(arguments, doors, progress);
    if (!job)
        return fail(job.error());
    const auto outcome = explain::runJob(*job, part(progress, 0.3, 1));
    if (!outcome)
        return fail(outcome.error());
    for (const std::string& notice : outcome->notices)
        note(notice);
    if (const auto error = write(arguments, doors, *job, outcome->archive, progress))
        return fail(*error);
    clearProgress();
    if (arguments.quiet)
        return 0;
    return print(arguments.json ? explain::resultJson(outcome->archive)
                                : summary(arguments, outcome->archive));
}

} // namespace app
