// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/calibrate_arguments.h"

#include "app/device.h"

#include <algorithm>

namespace app {
namespace {

using explain::Error;

constexpr uint64_t defaultSeed =
    phantom::firstHeldOutSeed + 1; // the trainer's curve uses the first
constexpr int64_t mostCases = 100'000;

Error usage(std::string message)
{
    return {Error::Kind::Usage, std::move(message)};
}

std::optional<Error> readNumbers(const Arguments& arguments, CalibrateArguments& wanted)
{
    wanted.seed = defaultSeed;
    if (const auto error = readNumber(arguments, "--cases", int64_t(1), mostCases, wanted.cases))
        return error;
    if (const auto error =
            readNumber(arguments, "--seed", uint64_t(defaultSeed), UINT64_MAX, wanted.seed))
        return error;
    if (const auto error = readNumber(arguments, "--size", 16, 4096, wanted.size))
        return error;
    return readNumber(arguments, "--sheet-cases", int64_t(1), int64_t(200), wanted.sheetCases);
}

std::optional<Error> checkTogether(const Arguments& arguments)
{
    if (!arguments.words.empty())
        return usage("argument '" + arguments.words.front() + "': expected an option");
    const bool hasData = arguments.has("--data");
    for (const char* option : {"--seed", "--size"})
        if (hasData && arguments.has(option))
            return usage(std::string(option)
                         + ": expected with phantoms alone, found beside --data");
    const std::string domain = arguments.value("--domain");
    if (!hasData && domain != "shapes" && domain != "chest")
        return usage("--domain: expected shapes or chest, found "
                     + (domain.empty() ? std::string("nothing") : "'" + domain + "'"));
    if (arguments.has("--sheet-cases") && !arguments.has("--sheet"))
        return usage("--sheet-cases: expected beside --sheet, found alone");
    return {};
}

std::optional<Error> readMethods(const Arguments& arguments, calibration::Options& options)
{
    if (arguments.has("--methods")) {
        const auto methods = listOf("--methods", arguments.value("--methods"));
        if (!methods)
            return methods.error();
        options.methods = *methods;
    }
    for (const std::string& text : arguments.values("--set")) {
        const auto setting = explain::parseSetting(text);
        if (!setting)
            return setting.error();
        options.settings.push_back(*setting);
    }
    std::vector<std::string> ids = options.methods;
    for (const explain::Setting& setting : options.settings)
        if (options.methods.empty()) // all are run
            ids.push_back(setting.method);
    return explain::checkMethods(ids, options.settings, "--methods");
}

} // namespace

const std::vector<Option>& calibrateOptions()
{
    static const std::vector<Option> options{
        {"--network", "NAME|DIR", "a network by name, or a checkpoint folder (default: phantom)"},
        {"--domain", "shapes|chest", "which phantoms; with --data: which of its cases"},
        {"--methods", "ID[,ID...]", "methods to measure (default: all that the network can run)"},
        {"--set", "METHOD.KEY=VALUE", "a method's parameter; may stand several times", true},
        {"--cases", "N", "how many cases (default: 200 phantoms, or all of --data)"},
        {"--seed", "S", "of the phantoms, 900001 or more: never seen in training (900001)"},
        {"--size", "PX", "side of the phantoms in pixels (default: what the network sees)"},
        {"--data", "DIR", "your own cases instead: DIR/truth.jsonl and the pictures it names"},
        {"--device", "auto|cpu|cuda[:N]", "where to compute (default: auto)"},
        {"--precision", "auto|f32|bf16", "of the image trunk (default: f32)"},
        {"--out", "FILE", "gets the figures as JSON"},
        {"--sheet", "FILE.png", "gets maps beside the truth for the first cases"},
        {"--sheet-cases", "N", "how many cases on it (24)"},
        {"--json", "", "print the figures as JSON instead of a table"},
        {"--progress", "bar|json", "on standard error (default: a bar on a terminal)"},
        {"--help", "", "this page"}};
    return options;
}

explain::Expected<CalibrateArguments> readCalibrate(const std::vector<std::string>& given)
{
    const auto arguments = parse(given, calibrateOptions());
    if (!arguments)
        return arguments.error();
    CalibrateArguments wanted;
    wanted.network = arguments->value("--network", wanted.network);
    wanted.domain = arguments->value("--domain");
    wanted.data = arguments->value("--data");
    wanted.out = arguments->value("--out");
    wanted.sheet = arguments->value("--sheet");
    wanted.json = arguments->has("--json");
    const std::string progress = arguments->value("--progress", "bar");
    if (progress != "bar" && progress != "json")
        return usage("--progress: expected bar or json, found '" + progress + "'");
    if (progress == "json")
        wanted.progress = ProgressStyle::Json;
    if (const auto error = checkTogether(*arguments))
        return *error;
    if (const auto error = readNumbers(*arguments, wanted))
        return *error;
    if (const auto error = readMethods(*arguments, wanted.options))
        return *error;
    const auto precision = precisionFor(arguments->value("--precision", "f32"));
    if (!precision)
        return precision.error();
    const auto device = deviceFor(arguments->value("--device", "auto"));
    if (!device)
        return device.error();
    wanted.precision = *precision;
    wanted.device = *device;
    return wanted;
}

} // namespace app
