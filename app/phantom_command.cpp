// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/phantom_command.h"

#include "app/console.h"
#include "app/options.h"
#include "app/pair_makers.h"
#include "app/text_only_command.h"
#include "explain/result_folder.h"
#include "models/places.h"
#include "phantom/truth_case.h"

#include <QBuffer>
#include <QImage>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <map>

namespace app {
namespace {

namespace fs = std::filesystem;
using explain::Error;
using explain::ResultFolder;

const char* const truthName = "truth.jsonl";

const std::vector<Option> options{
    {"--domain", "DOMAIN", "shapes or chest"},
    {"--count", "N", "how many scenes, 1 to 1000000"},
    {"--seed", "S", "which scenes; from 900000 on none was trained on (default: 900001)"},
    {"--size", "PX", "pixels a side, 16 to 4096 (default: 96)"},
    {"--out", "DIR", "takes images/ and truth.jsonl, in place of older ones"},
    {"--json", "", "the summary for machines"},
    {"--progress", "bar|json", "on standard error (default: a bar on a terminal)"},
    {"--help", "", "this page"}};

const char* const helpPage =
    R"(groundscope phantom --domain shapes|chest --count N [--seed S] [--size PX] --out DIR
groundscope phantom --text-only ...      what captions and foils give away without their pictures

Draws pictures of which everything is known: DIR/images/*.png, and DIR/truth.jsonl with a line for
each: objects with their masks, true captions, foils. The same seed gives the same bytes, and a
scene is the same scene at every size.

)";

struct PhantomArguments {
    phantom::Domain domain = phantom::Domain::Shapes;
    std::int64_t count = 0;
    std::uint64_t seed = phantom::firstHeldOutSeed + 1; ///< as `calibrate` takes it
    int size = phantom::canvasSize;
    std::string out;
    ProgressStyle progress = ProgressStyle::Bar;
};

Error usage(std::string message)
{
    return {Error::Kind::Usage, std::move(message)};
}

/// What makes no number: the domain, the folder, the style of progress.
std::optional<Error> readWords(const Arguments& arguments, PhantomArguments& wanted)
{
    if (!arguments.words.empty())
        return usage("argument '" + arguments.words.front() + "': expected an option");
    for (const char* option : {"--domain", "--count", "--out"})
        if (!arguments.has(option))
            return usage(std::string(option) + ": expected a value, found nothing");
    const std::string domain = arguments.value("--domain");
    if (domain != "shapes" && domain != "chest")
        return usage("--domain: expected shapes or chest, found '" + domain + "'");
    wanted.domain = domain == "chest" ? phantom::Domain::Chest : phantom::Domain::Shapes;
    wanted.out = arguments.value("--out");
    const std::string progress = arguments.value("--progress", "bar");
    if (progress != "bar" && progress != "json")
        return usage("--progress: expected bar or json, found '" + progress + "'");
    wanted.progress = progress == "json" ? ProgressStyle::Json : ProgressStyle::Bar;
    return {};
}

explain::Expected<PhantomArguments> read(const Arguments& arguments)
{
    PhantomArguments wanted;
    if (const auto error = readWords(arguments, wanted))
        return *error;
    if (const auto error = readNumber(arguments, "--count", std::int64_t(1),
                                      std::int64_t(1'000'000), wanted.count))
        return *error;
    if (const auto error =
            readNumber(arguments, "--seed", std::uint64_t(0), UINT64_MAX, wanted.seed))
        return *error;
    if (const auto error = readNumber(arguments, "--size", 16, 4096, wanted.size))
        return *error;
    return wanted;
}

explain::Expected<QByteArray> pngOf(const phantom::Drawing& drawing)
{
    const auto format = drawing.channels == 1 ? QImage::Format_Grayscale8 : QImage::Format_RGB888;
    QImage picture(drawing.pixels.data(), drawing.size, drawing.size,
                   qsizetype(drawing.size) * drawing.channels, format);
    picture.setDotsPerMeterX(3780); // 96 to the inch: not those of the screen at hand
    picture.setDotsPerMeterY(3780);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!picture.save(&buffer, "PNG"))
        return Error{Error::Kind::Internal, "picture: expected a PNG, found that none can be made"};
    return bytes;
}

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), std::size_t(bytes.size())};
}

/// "images/000012.png"
std::string imageName(std::int64_t index)
{
    return "images/" + QString("%1.png").arg(index, 6, 10, QChar('0')).toStdString();
}

/// Pictures of an earlier set, which this one takes the place of.
std::vector<std::string> olderPictures(const fs::path& folder)
{
    std::vector<std::string> names;
    std::error_code failed;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder / "images", failed)) {
        const std::string stem = entry.path().stem().string();
        const bool isNumber = stem.size() >= 6
            && std::ranges::all_of(stem, [](char c) { return c >= '0' && c <= '9'; });
        if (isNumber && entry.path().extension() == ".png" && entry.is_regular_file(failed))
            names.push_back("images/" + entry.path().filename().string());
    }
    return names;
}

struct Summary {
    std::int64_t objects = 0, captions = 0;
    std::map<std::string, std::int64_t> foils; ///< by type
};

/// One scene after another: neither pictures nor truth are held.
std::optional<Error> draw(const PhantomArguments& wanted, const ResultFolder& folder,
                          const explain::Progress& progress, Summary& summary)
{
    progress.report(0, "balancing captions");
    const phantom::PairMaker maker = pairMakerFor(wanted.domain, models::cacheFolder());
    for (std::int64_t i = 0; i < wanted.count; ++i) {
        if (progress.cancelled())
            return explain::cancelledError;
        const phantom::Scene scene =
            phantom::makeScene(wanted.domain, wanted.seed, std::uint64_t(i));
        const phantom::Drawing drawing = phantom::draw(scene, wanted.size);
        const auto png = pngOf(drawing);
        if (!png)
            return png.error();
        const explain::TruthCase truth =
            phantom::truthCase(scene, drawing, phantom::pairsOf(scene, maker), imageName(i));
        if (const auto error = folder.write(truth.image, viewOf(*png)))
            return error;
        if (const auto error = folder.append(truthName, explain::toTruthLine(truth) + '\n'))
            return error;
        summary.objects += std::int64_t(truth.objects.size());
        summary.captions += std::int64_t(truth.captions.size());
        for (const explain::TruthFoil& foil : truth.foils)
            ++summary.foils[foil.type];
        progress.report(double(i + 1) / double(wanted.count), "drawing");
    }
    return {};
}

std::string reportOf(const PhantomArguments& wanted, const Summary& summary, bool json)
{
    const std::string truth = (fs::path(wanted.out) / truthName).string();
    if (json)
        return nlohmann::ordered_json{{"truth", truth},
                                      {"domain", phantom::name(wanted.domain)},
                                      {"seed", wanted.seed},
                                      {"size", wanted.size},
                                      {"scenes", wanted.count},
                                      {"objects", summary.objects},
                                      {"captions", summary.captions},
                                      {"foils", summary.foils}}
                   .dump(2)
            + '\n';
    std::int64_t foils = 0;
    for (const auto& [type, count] : summary.foils)
        foils += count;
    return std::to_string(wanted.count) + " scenes, " + std::to_string(summary.objects)
        + " objects, " + std::to_string(summary.captions) + " captions, " + std::to_string(foils)
        + " foils: " + truth + '\n';
}

} // namespace

int phantomCommand(const std::vector<std::string>& given)
{
    if (std::ranges::find(given, "--text-only") != given.end())
        return textOnlyCommand(given);
    const auto arguments = parse(given, options);
    if (!arguments)
        return fail(arguments.error());
    if (arguments->has("--help"))
        return print(helpPage + describe(options));
    const auto wanted = read(*arguments);
    if (!wanted)
        return fail(wanted.error());
    auto folder = ResultFolder::open(wanted->out);
    if (!folder)
        return fail(folder.error());
    Summary summary;
    if (const auto error = draw(*wanted, *folder, consoleProgress(wanted->progress), summary))
        return fail(*error);
    if (const auto error = folder->commit(olderPictures(wanted->out), truthName))
        return fail(*error);
    clearProgress();
    return print(reportOf(*wanted, summary, arguments->has("--json")));
}

} // namespace app
