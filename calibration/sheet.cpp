// SPDX-License-Identifier: Apache-2.0
#include "calibration/sheet.h"

#include "calibration/maps.h"
#include "explain/apply.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <random>

namespace calibration {
namespace {

using explain::Error;
using explain::Expected;

bool givesMaps(const std::string& id)
{
    const explain::Method* const method = explain::findMethod(id);
    return method
        && (method->info().kind == explain::PatchMap::name
            || method->info().kind == explain::Alignment::name);
}

Expected<explain::MethodRun> runOf(const std::shared_ptr<const explain::Network>& network,
                                   const Options& options)
{
    std::string id = "patch-sim";
    if (!options.methods.empty()) {
        const auto found = std::ranges::find_if(options.methods, givesMaps);
        if (found == options.methods.end())
            return Error{Error::Kind::Usage,
                         "--methods: expected one that gives maps for the sheet, found none"};
        id = *found;
    }
    std::vector<explain::Setting> own = options.settings;
    std::erase_if(own, [&](const explain::Setting& setting) { return setting.method != id; });
    const auto runs = explain::planMethods({id}, own, network);
    if (!runs)
        return runs.error();
    return runs->front();
}

Expected<Example> exampleOf(const explain::MethodRun& run, int64_t index, Case shown,
                            const Phrase& phrase, const explain::Context& context)
{
    const std::vector<Phrase> phrases{phrase};
    const auto maps = mapsOf(run, {index, shown, phrases, context});
    if (!maps)
        return maps.error();
    Example example{.phrase = phrase.text, .truth = truthMask(shown.truth, phrase)};
    if (maps->at(0).map.defined())
        example.map = atPixels(maps->at(0).map, maps->at(0).geometry);
    example.shown = std::move(shown);
    return example;
}

} // namespace

Expected<std::vector<Example>> examples(const std::shared_ptr<const explain::Network>& network,
                                        const Cases& cases, const Options& options, int64_t count,
                                        const explain::Progress& progress)
{
    const auto run = runOf(network, options);
    if (!run)
        return run.error();
    std::mt19937_64 lot(cases.seeds.empty() ? 1 : cases.seeds.front());
    std::vector<Example> all;
    for (int64_t i = 0; i < cases.count && int64_t(all.size()) < count; ++i) {
        if (progress.cancelled())
            return explain::cancelledError;
        progress.report(double(all.size()) / double(count), "sheet");
        auto shown = cases.read(i);
        if (!shown)
            return shown.error();
        const std::vector<Phrase> phrases = phrasesOf(shown->truth);
        const uint64_t drawn = lot();
        if (phrases.empty())
            continue;
        const explain::Context context{.samples = {{.image = shown->picture.pixels}},
                                       .networks = {{"network", network}}};
        auto example = exampleOf(*run, i, *std::move(shown),
                                 phrases[drawn % uint64_t(phrases.size())], context);
        if (!example)
            return example.error();
        all.push_back(*std::move(example));
    }
    return all;
}

} // namespace calibration
