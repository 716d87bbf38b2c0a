// SPDX-License-Identifier: Apache-2.0
#include "explain/ops/null_band.h"

#include "explain/apply.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace explain {
namespace {

/// The kind's first tensor, which holds the values that people compare.
at::Tensor valuesOf(const Kind& kind)
{
    struct First {
        at::Tensor operator()(const PatchMap& k) const { return k.map; }
        at::Tensor operator()(const Alignment& k) const { return k.plan; }
        at::Tensor operator()(const MaskSet& k) const { return k.scores; }
        at::Tensor operator()(const WordScores& k) const { return k.values; }
        at::Tensor operator()(const BoxSet& k) const { return k.scores; }
        at::Tensor operator()(const ScoreTable& k) const { return k.values; }
    };
    return std::visit(First{}, kind);
}

bool speaksOfWords(std::string_view kind)
{
    return kind == Alignment::name || kind == WordScores::name;
}

} // namespace

double NullBand::z(double value) const
{
    return deviation > 0 ? (value - mean) / deviation : 0;
}

double NullBand::p(double observedLargest) const
{
    const auto reached = largest.end() - std::ranges::lower_bound(largest, observedLargest);
    return double(1 + reached) / double(texts + 1);
}

Context nullContext(const MethodInfo& method, Context context,
                    const std::vector<std::string>& unrelated)
{
    const Text::Role role = speaksOfWords(method.kind) ? Text::Role::Caption : Text::Role::Concept;
    context.samples.resize(1);
    context.samples[0].texts.clear();
    for (const std::string& text : unrelated)
        context.samples[0].texts.push_back({text, role});
    return context;
}

Expected<NullBand> nullBandOf(const std::vector<Explanation>& results)
{
    NullBand band;
    std::vector<at::Tensor> all;
    for (const Explanation& result : results) {
        if (!hasNumbers(result))
            continue;
        const at::Tensor flat = valuesOf(result.kind).to(at::kCPU, at::kDouble).flatten();
        const at::Tensor finite = flat.masked_select(flat.isfinite());
        if (finite.numel() == 0)
            continue;
        band.largest.push_back(finite.max().item<double>());
        all.push_back(finite);
    }
    if (all.empty())
        return Error{Error::Kind::Input,
                     "null band: expected values of unrelated texts, found none in "
                         + std::to_string(results.size()) + " results"};
    std::ranges::sort(band.largest);
    band.texts = int64_t(all.size());
    const at::Tensor values = std::get<0>(at::cat(all).sort());
    // quantile() refuses more than 16 million values; the nearest rank needs no interpolation.
    const auto percentile = [&](double fraction) {
        return values[int64_t(std::llround(fraction * double(values.numel() - 1)))].item<double>();
    };
    band.low = percentile(0.05);
    band.high = percentile(0.95);
    band.mean = values.mean().item<double>();
    band.deviation = values.numel() > 1 ? values.std().item<double>() : 0;
    return band;
}

Expected<NullBand> nullBand(const Method& method, const Context& context,
                            const std::vector<std::string>& unrelated)
{
    Context other = nullContext(method.info(), context, unrelated);
    const auto results = apply(method, other);
    if (!results)
        return results.error();
    return nullBandOf(*results);
}

} // namespace explain
