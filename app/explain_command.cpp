// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/explain_command.h"

#include "app/explain_demo.h"
#include "app/explain_run.h"
#include "app/figure_export.h"
#include "app/known_networks.h"
#include "models/image_file.h"
#include "models/network_loader.h"
#include "models/places.h"
#include "models/recipe.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <QFileInfo>

#include <algorithm>

namespace app {
namespace {

const char* const helpPage =
    R"(groundscope explain [--network NAME|DIR] --image FILE [--text TEXT ...] [--concept TEXT ...]
                    [--method ID[,ID...]] [--set METHOD.KEY=VALUE ...] [--out DIR] ...

Explains how one image and its texts go together, without a window. At least one --text or
--concept is needed.

groundscope explain [--demo] [--out DIR] ...

Without an image, or with --demo: the demo cases, each into a folder below DIR (groundscope-demo).

)";

std::vector<std::string> formats()
{
    std::vector<std::string> names;
    for (const QString& format : figureFormats())
        names.push_back(format.toStdString());
    return names;
}

/// The recipe of each run, in order, as one JSON array.
QString recipesOf(const explain::ExplainJob& job, const models::NetworkEntry& entry)
{
    nlohmann::json recipes = nlohmann::json::array();
    for (const explain::MethodRun& run : job.runs) {
        const explain::Context context{.samples = {job.sample},
                                       .networks = {{"network", job.network}},
                                       .parameters = run.parameters};
        models::Recipe recipe = models::recipeOf(run.method->info(), context);
        recipe.image = {job.image.file, job.image.sha256};
        recipe.network.path = entry.path.toStdString();
        recipes.push_back(models::toJson(recipe));
    }
    return QString::fromStdString(recipes.dump());
}

models::Calibrations calibrationsOf(const models::NetworkEntry& entry, const std::string& sha256)
{
    return models::findCalibrations(sha256, QFileInfo(entry.path).isDir() ? entry.path : QString(),
                                    models::calibrationFolder());
}

/// What one run of the command holds on to between its steps.
struct Session {
    models::PluginList plugins = models::PluginList::ofProgram();
    std::unique_ptr<models::NetworkList> networks = knownNetworks(plugins);
    models::NetworkEntry entry;
    QImage picture;
};

std::optional<explain::Error> find(Session& session, const ExplainArguments& arguments)
{
    const auto entry = findNetwork(session.plugins, *session.networks, arguments.network);
    if (!entry)
        return entry.error();
    session.entry = *entry;
    return {};
}

explain::Expected<RunImage> read(Session& session, const std::string& file)
{
    const auto image = models::readImage(QString::fromStdString(file));
    if (!image)
        return image.error();
    session.picture = image->picture;
    RunImage read{.record = {.file = file,
                             .sha256 = image->fileSha256,
                             .width = image->pixels.size(2),
                             .height = image->pixels.size(1)},
                  .pixels = image->pixels,
                  .pixelsSha256 = image->pixelsSha256,
                  .notice = image->notice.toStdString()};
    if (image->window)
        read.record.window = {image->window->low, image->window->high};
    return read;
}

explain::Expected<std::shared_ptr<const explain::Network>>
load(Session& session, const ExplainArguments& arguments, const explain::Progress& progress)
{
    return models::loadNetwork(session.plugins,
                               {.id = session.entry.id,
                                .family = session.entry.family,
                                .path = session.entry.path,
                                .device = QString::fromStdString(arguments.device),
                                .precision = QString::fromStdString(arguments.precision)},
                               progress);
}

std::optional<explain::Error> writeFigures(const Session& session,
                                           const ExplainArguments& arguments,
                                           const explain::ExplainJob& job,
                                           const explain::Archive& archive,
                                           const std::string& folder)
{
    FigureRequest request{.image = session.picture,
                          .texts = archive.texts,
                          .explanations = archive.explanations,
                          .network = archive.network,
                          .domain = arguments.domain,
                          .calibrations = calibrationsOf(session.entry, archive.network.sha256),
                          .recipeJson = recipesOf(job, session.entry),
                          .folder = QString::fromStdString(folder)};
    for (const std::string& format : arguments.figures)
        request.formats << QString::fromStdString(format);
    return app::writeFigures(request);
}

} // namespace

int explainCommand(const std::vector<std::string>& given)
{
    if (std::ranges::find(given, "--help") != given.end())
        return print(helpPage + describe(explainOptions(formats())));
    Session session;
    session.plugins.openThoseWithMethods();
    const ExplainDoors doors{
        .findNetwork = [&](const auto& wanted) { return find(session, wanted); },
        .readImage = [&](const auto& file) { return read(session, file); },
        .loadNetwork = [&](const auto& wanted,
                           const auto& progress) { return load(session, wanted, progress); },
        .findThresholds =
            [&](const auto& network, const auto& domain) {
                return models::thresholdsFor(calibrationsOf(session.entry, network.info().sha256),
                                             domain);
            },
        .writeFigures =
            [&](const auto& wanted, const auto& job, const auto& archive, const auto& folder) {
                return writeFigures(session, wanted, job, archive, folder);
            }};
    if (asksForDemo(given))
        return explainDemo(given, formats(), session.networks->find("phantom") != nullptr,
                           [&](const auto& wanted) { return runExplain(wanted, doors); });
    const auto arguments = readExplain(given, formats());
    return arguments ? runExplain(*arguments, doors) : fail(arguments.error());
}

} // namespace app
