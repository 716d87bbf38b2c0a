// SPDX-License-Identifier: Apache-2.0
#include "calibration/maps.h"

#include "explain/apply.h"
#include "explain/ops/patch_grid.h"
#include "explain/ops/spans.h"

#include <ATen/ATen.h>

#include <cmath>

namespace calibration {
namespace {

using explain::Expected;
using explain::Explanation;

at::Tensor plain(const at::Tensor& map)
{
    return map.to(at::kCPU, at::kDouble);
}

/// One map of a kind that may hold several.
at::Tensor single(const at::Tensor& map) // [rows, cols] or [n, rows, cols]
{
    return plain(map.dim() == 3 ? map.mean(0) : map);
}

Expected<std::vector<Explanation>> explained(const explain::MethodRun& run, const Shown& shown,
                                             const std::vector<std::string>& texts,
                                             explain::Text::Role role)
{
    explain::Context context = contextFor(shown, run, texts, role);
    return explain::apply(*run.method, context);
}

/// All phrases at once.
Expected<std::vector<PhraseMap>> patchMaps(const explain::MethodRun& run, const Shown& shown)
{
    std::vector<std::string> texts;
    for (const Phrase& phrase : shown.phrases)
        texts.push_back(phrase.text);
    const auto results = explained(run, shown, texts, explain::Text::Role::Concept);
    if (!results)
        return results.error();
    std::vector<PhraseMap> maps(texts.size());
    for (const Explanation& result : *results) {
        const auto* const patches = std::get_if<explain::PatchMap>(&result.kind);
        if (patches && result.text && hasNumbers(result))
            maps.at(*result.text) = {.map = single(patches->map), .geometry = result.geometry};
    }
    return maps;
}

/// Masks of several concepts would compete, so each phrase stands alone.
Expected<std::vector<PhraseMap>> maskMaps(const explain::MethodRun& run, const Shown& shown)
{
    std::vector<PhraseMap> maps;
    for (const Phrase& phrase : shown.phrases) {
        const auto results = explained(run, shown, {phrase.text}, explain::Text::Role::Concept);
        if (!results)
            return results.error();
        PhraseMap map;
        for (const Explanation& result : *results) {
            const auto* const masks = std::get_if<explain::MaskSet>(&result.kind);
            if (!masks || !hasNumbers(result) || masks->masks.size(0) == 0)
                continue;
            map.mask = masks->masks[0].to(at::kCPU);
            map.geometry = result.geometry;
            if (masks->scores.defined() && result.geometry.rows == masks->scores.size(1)
                && result.geometry.cols == masks->scores.size(2))
                map.map = plain(masks->scores[0]);
        }
        maps.push_back(std::move(map));
    }
    return maps;
}

/// The mean of what the words of \p phrase lean on.
PhraseMap alignedMap(const Explanation& result, const std::string& caption, const Phrase& phrase)
{
    const auto* const alignment = std::get_if<explain::Alignment>(&result.kind);
    const explain::Geometry& geometry = result.geometry;
    if (!alignment || !hasNumbers(result)
        || alignment->plan.size(1) != geometry.rows * geometry.cols)
        return {};
    const std::vector<explain::Word> words = explain::wordsOf(caption);
    std::vector<at::Tensor> rows;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool belongs = words[i].begin < phrase.end && words[i].end > phrase.begin;
        const at::Tensor row = plain(alignment->plan[int64_t(i)]);
        if (belongs && !words[i].isPunctuation && !row.isnan().any().item<bool>())
            rows.push_back(row);
    }
    if (rows.empty())
        return {};
    return {.map = at::stack(rows).mean(0).view({geometry.rows, geometry.cols}),
            .geometry = geometry};
}

Expected<std::vector<PhraseMap>> alignedMaps(const explain::MethodRun& run, const Shown& shown)
{
    const std::vector<explain::TruthCaption>& captions = shown.shown.truth.captions;
    std::vector<std::string> texts;
    std::vector<std::size_t> places; // of each phrase's caption among the texts
    for (const Phrase& phrase : shown.phrases) {
        const std::string& caption = captions[phrase.caption].text;
        if (texts.empty() || texts.back() != caption) // phrases come caption by caption
            texts.push_back(caption);
        places.push_back(texts.size() - 1);
    }
    const auto results = explained(run, shown, texts, explain::Text::Role::Caption);
    if (!results)
        return results.error();
    std::vector<PhraseMap> maps(shown.phrases.size());
    for (const Explanation& result : *results)
        for (std::size_t i = 0; i < maps.size(); ++i)
            if (result.text == places[i])
                maps[i] = alignedMap(result, texts[places[i]], shown.phrases[i]);
    return maps;
}

/// How much of each of \p count cells, laid out by \p begin and \p cell, each of \p pixels
/// covers, in shares of what of the cell lies on the image: [count, pixels].
at::Tensor cover(int64_t count, double begin, double cell, int64_t pixels)
{
    const at::Tensor cells = at::arange(count, at::kDouble).unsqueeze(1) * cell + begin;
    const at::Tensor edges = at::arange(pixels, at::kDouble).unsqueeze(0);
    const at::Tensor common =
        (at::minimum(cells + cell, edges + 1) - at::maximum(cells, edges)).clamp_min(0);
    return common / common.sum(1, /*keepdim=*/true).clamp_min(1e-12);
}

} // namespace

explain::Context contextFor(const Shown& shown, const explain::MethodRun& run,
                            const std::vector<std::string>& texts, explain::Text::Role role)
{
    explain::Context context = shown.context;
    context.parameters = run.parameters;
    context.samples.at(0).texts.clear();
    for (const std::string& text : texts)
        context.samples[0].texts.push_back({text, role});
    return context;
}

Expected<std::vector<PhraseMap>> mapsOf(const explain::MethodRun& run, const Shown& shown)
{
    if (shown.phrases.empty())
        return std::vector<PhraseMap>();
    const std::string_view kind = run.method->info().kind;
    if (kind == explain::PatchMap::name)
        return patchMaps(run, shown);
    return kind == explain::MaskSet::name ? maskMaps(run, shown) : alignedMaps(run, shown);
}

at::Tensor atPixels(const at::Tensor& map, const explain::Geometry& geometry)
{
    const explain::ImageMaps maps(map.unsqueeze(0), geometry);
    return maps.rows(0, maps.height())[0];
}

int64_t stepFor(int64_t height, int64_t width)
{
    constexpr double mostPixels = 1 << 18;
    return std::max<int64_t>(
        1, std::llround(std::ceil(std::sqrt(double(height) * double(width) / mostPixels))));
}

at::Tensor everyStep(const at::Tensor& pixels, int64_t step)
{
    const auto along = [&](const at::Tensor& from, int64_t dimension) {
        return from.slice(dimension, std::min(step / 2, from.size(dimension) - 1), std::nullopt,
                          step);
    };
    return along(along(pixels, 0), 1).contiguous();
}

at::Tensor perfectMap(const at::Tensor& mask, const explain::Geometry& geometry)
{
    const auto& [a, b, c, d, e, f] = geometry.toImage;
    const auto patch = double(geometry.patch);
    const at::Tensor down = cover(geometry.rows, f, e * patch, mask.size(0));
    const at::Tensor across = cover(geometry.cols, c, a * patch, mask.size(1));
    return down.matmul(mask.to(at::kDouble)).matmul(across.t());
}

at::Tensor truthMask(const explain::TruthCase& truth, const Phrase& phrase)
{
    const std::vector<uint8_t> pixels = coverage(truth, phrase.objects);
    return at::tensor(at::ArrayRef<uint8_t>(pixels), at::kByte).view({truth.height, truth.width});
}

double halfPatch(const explain::Geometry& geometry)
{
    return double(geometry.patch)
        * std::min(std::abs(geometry.toImage[0]), std::abs(geometry.toImage[4])) / 2;
}

} // namespace calibration
