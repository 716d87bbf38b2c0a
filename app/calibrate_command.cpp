// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/calibrate_command.h"

#include "app/calibrate_arguments.h"
#include "app/calibrate_cases.h"
#include "app/calibration_sheet.h"
#include "app/known_networks.h"
#include "models/calibration_list.h"
#include "models/network_loader.h"
#include "models/places.h"
#include "models/small_file.h"

#include <algorithm>

namespace app {
namespace {

constexpr int64_t defaultCases = 200;

const char* const helpPage =
    R"(groundscope calibrate [--network NAME|DIR] --domain shapes|chest [--methods ID[,ID...]] [--cases N] ...
groundscope calibrate [--network NAME|DIR] --data DIR [--domain NAME] ...

Measures how far each method can be believed with a network: explains pictures whose truth is known,
held-out phantoms or your own, and compares. The figures are kept for the window, which shows them
beside every result.

)";

explain::Expected<models::NetworkPointer> load(models::PluginList& plugins,
                                               const CalibrateArguments& arguments,
                                               const explain::Progress& progress)
{
    const auto networks = knownNetworks(plugins);
    const auto entry = findNetwork(plugins, *networks, arguments.network);
    if (!entry)
        return entry.error();
    return models::loadNetwork(plugins,
                               {.id = entry->id,
                                .family = entry->family,
                                .path = entry->path,
                                .device = QString::fromStdString(arguments.device),
                                .precision = QString::fromStdString(arguments.precision)},
                               progress);
}

explain::Expected<calibration::Cases> casesFor(const CalibrateArguments& arguments,
                                               const explain::Network& network)
{
    if (!arguments.data.empty())
        return casesIn(arguments.data, arguments.domain, arguments.cases);
    const int64_t count = arguments.cases > 0 ? arguments.cases : defaultCases;
    return phantomsFor(network.info(), arguments.domain, arguments.seed, count, arguments.size);
}

/// For the window; figures of a few methods must not take the place of those of all.
std::optional<explain::Error> keep(const CalibrateArguments& arguments,
                                   const calibration::Result& result)
{
    if (!arguments.options.methods.empty() || result.sha256.empty())
        return {};
    return models::keepCalibration(result, models::calibrationFolder());
}

std::optional<explain::Error> write(const std::string& file, const calibration::Result& result)
{
    return models::writeWhole(QString::fromStdString(file),
                              QByteArray::fromStdString(calibration::toJson(result)));
}

int calibrate(models::PluginList& plugins, const CalibrateArguments& arguments)
{
    const explain::Progress progress = consoleProgress(arguments.progress);
    const auto network = load(plugins, arguments, progress);
    if (!network)
        return fail(network.error());
    const auto cases = casesFor(arguments, **network);
    if (!cases)
        return fail(cases.error());
    if (!arguments.sheet.empty())
        if (const auto error = writeSheet(*network, *cases, arguments.options, arguments.sheetCases,
                                          arguments.sheet, progress))
            return fail(*error);
    const auto result = calibration::run(*network, *cases, arguments.options, progress);
    if (!result)
        return fail(result.error());
    clearProgress();
    if (const auto error = keep(arguments, *result))
        note(error->message); // the figures stand all the same
    if (!arguments.out.empty())
        if (const auto error = write(arguments.out, *result))
            return fail(*error);
    return print(arguments.json ? calibration::toJson(*result) : calibration::toTable(*result));
}

} // namespace

int calibrateCommand(const std::vector<std::string>& given)
{
    if (std::ranges::find(given, "--help") != given.end())
        return print(helpPage + describe(calibrateOptions()));
    auto plugins = models::PluginList::ofProgram(); // outlives the network
    plugins.openThoseWithMethods();
    const auto arguments = readCalibrate(given);
    return arguments ? calibrate(plugins, *arguments) : fail(arguments.error());
}

} // namespace app
