// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/phantom_command.h"

#include "app/console.h"
#include "app/options.h"
#include "models/small_file.h"
#include "phantom/truth_case.h"

#include <QBuffer>
#include <QDir>
#include <QImage>

#include <algorithm>

namespace app {
namespace {

using explain::Error;

const char* const helpPage =
    R"(groundscope phantom --domain shapes|chest --count N [--seed S] [--size PX] --out DIR

Draws pictures of which everything is known: DIR/images/*.png, and DIR/truth.jsonl with a line for
each. The same seed gives the same bytes, and a scene is the same at every size.

)";

struct PhantomArguments {
    phantom::Domain domain = phantom::Domain::Shapes;
    int64_t count = 0;
    uint64_t seed = phantom::firstHeldOutSeed + 1; ///< as `calibrate` takes it
    int size = phantom::canvasSize;
    QString out;
    ProgressStyle progress = ProgressStyle::Bar;
};

const std::vector<Option>& options()
{
    static const std::vector<Option> all{
        {"--domain", "shapes|chest", "what is drawn"},
        {"--count", "N", "how many scenes"},
        {"--seed", "S", "which scenes; from 900000 on none was trained on (default: 900001)"},
        {"--size", "PX", "pixels a side, 16 to 4096 (default: 96)"},
        {"--out", "DIR", "a folder that is empty or not there yet"},
        {"--progress", "bar|json", "on standard error (default: a bar on a terminal)"},
        {"--help", "", "this page"}};
    return all;
}

Error usage(std::string message)
{
    return {Error::Kind::Usage, std::move(message)};
}

explain::Expected<PhantomArguments> read(const std::vector<std::string>& given)
{
    const auto arguments = parse(given, options());
    if (!arguments)
        return arguments.error();
    if (!arguments->words.empty())
        return usage("argument '" + arguments->words.front() + "': expected an option");
    PhantomArguments wanted;
    const std::string domain = arguments->value("--domain");
    if (domain != phantom::name(phantom::Domain::Shapes)
        && domain != phantom::name(phantom::Domain::Chest))
        return usage("--domain: expected shapes or chest, found "
                     + (domain.empty() ? std::string("nothing") : "'" + domain + "'"));
    wanted.domain = domain == phantom::name(phantom::Domain::Chest) ? phantom::Domain::Chest
                                                                    : phantom::Domain::Shapes;
    for (const char* option : {"--count", "--out"})
        if (!arguments->has(option))
            return usage(std::string(option) + ": expected a value, found nothing");
    if (const auto error =
            readNumber(*arguments, "--count", int64_t(1), int64_t(1'000'000), wanted.count))
        return *error;
    if (const auto error = readNumber(*arguments, "--seed", uint64_t(0), UINT64_MAX, wanted.seed))
        return *error;
    if (const auto error = readNumber(*arguments, "--size", 16, 4096, wanted.size))
        return *error;
    const std::string progress = arguments->value("--progress", "bar");
    if (progress != "bar" && progress != "json")
        return usage("--progress: expected bar or json, found '" + progress + "'");
    wanted.progress = progress == "json" ? ProgressStyle::Json : ProgressStyle::Bar;
    wanted.out = QString::fromStdString(arguments->value("--out"));
    return wanted;
}

QByteArray pngOf(const phantom::Drawing& drawing)
{
    const bool isGrey = drawing.channels == 1;
    const QImage picture(drawing.pixels.data(), drawing.size, drawing.size,
                         qsizetype(drawing.size) * drawing.channels,
                         isGrey ? QImage::Format_Grayscale8 : QImage::Format_RGB888);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, "PNG");
    return bytes;
}

explain::Expected<QDir> emptyFolder(const QString& path)
{
    QDir folder(path);
    if (folder.exists() && !folder.isEmpty())
        return Error{Error::Kind::Input,
                     path.toStdString() + ": expected an empty folder, found files in it"};
    if (!folder.mkpath("images"))
        return Error{Error::Kind::Input,
                     path.toStdString()
                         + ": expected a folder to write into, "
                           "found that it cannot be made"};
    return folder;
}

/// The pictures, then truth.jsonl: who sees that file sees all of them.
std::optional<Error> draw(const PhantomArguments& wanted, const QDir& folder,
                          const explain::Progress& progress)
{
    const phantom::PairMaker maker(wanted.domain);
    QByteArray truth;
    for (int64_t i = 0; i < wanted.count; ++i) {
        if (progress.cancelled())
            return explain::cancelledError;
        const phantom::Scene scene = phantom::makeScene(wanted.domain, wanted.seed, uint64_t(i));
        const phantom::Drawing drawing = phantom::draw(scene, wanted.size);
        const QString image = QString("images/%1.png").arg(i, 6, 10, QChar('0'));
        if (const auto error = models::writeWhole(folder.filePath(image), pngOf(drawing)))
            return error;
        truth += QByteArray::fromStdString(explain::toTruthLine(phantom::truthCase(
                     scene, drawing, phantom::pairsOf(scene, maker), image.toStdString())))
            + '\n';
        progress.report(double(i + 1) / double(wanted.count), "drawing");
    }
    return models::writeWhole(folder.filePath("truth.jsonl"), truth);
}

} // namespace

int phantomCommand(const std::vector<std::string>& given)
{
    if (std::ranges::find(given, "--help") != given.end())
        return print(helpPage + describe(options()));
    const auto wanted = read(given);
    if (!wanted)
        return fail(wanted.error());
    const auto folder = emptyFolder(wanted->out);
    if (!folder)
        return fail(folder.error());
    if (const auto error = draw(*wanted, *folder, consoleProgress(wanted->progress))) {
        QDir(folder->filePath("images")).removeRecursively(); // nothing half done is left
        return fail(*error);
    }
    clearProgress();
    return print(std::to_string(wanted->count) + " scenes, "
                 + folder->filePath("truth.jsonl").toStdString() + '\n');
}

} // namespace app
