// SPDX-License-Identifier: Apache-2.0
#include "explain/golden_vectors.h"

#include "explain/ops/similarity.h"
#include "explain/ops/word_patches.h"
#include "explain/skills/dual_encoder.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace explain {
namespace {

constexpr int64_t pictureHeight = 120, pictureWidth = 160; // of new golden vectors
constexpr int64_t componentsKept = 8;

/// A triangle wave of whole numbers in [0, 255].
at::Tensor wave(const at::Tensor& phase, int64_t period)
{
    return (phase.remainder(period) * 2 - period).abs().mul(255).floor_divide(period);
}

std::vector<double> firstOf(const at::Tensor& row)
{
    const at::Tensor kept = row.slice(0, 0, componentsKept).to(at::kCPU, at::kDouble).contiguous();
    const auto* const first = kept.const_data_ptr<double>();
    return {first, first + kept.numel()};
}

double gap(double found, double expected)
{
    return std::abs(found - expected);
}

double gap(const std::vector<double>& found, const std::vector<double>& expected)
{
    if (found.size() != expected.size())
        return std::numeric_limits<double>::quiet_NaN();
    double largest = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const double here = gap(found[i], expected[i]);
        if (!(here <= largest)) // NaN stays
            largest = here;
        if (std::isnan(largest))
            break;
    }
    return largest;
}

/// Whether all of \p golden is finite: what computed it was a sound network.
bool isFinite(const GoldenVectors& golden)
{
    bool finite = std::ranges::all_of(golden.image, [](double x) { return std::isfinite(x); });
    for (const GoldenVectors::Probe& probe : golden.probes) {
        finite = finite && std::isfinite(probe.cosine);
        for (const auto* numbers : {&probe.vector, &probe.patches})
            for (const double x : *numbers)
                finite = finite && std::isfinite(x);
    }
    return finite;
}

/// The vectors of \p network for a picture of this size and these texts.
Expected<GoldenVectors> compute(const Network& network, int64_t height, int64_t width,
                                const std::vector<std::string>& texts, const Progress& progress)
{
    const DualEncoder& encoder = *network.dualEncoder();
    const Space space = wordSpace(network);
    const bool local = space == Space::Local, hasPatches = encoder.offers(space);
    const Sample sample{.image = goldenPicture(height, width)};
    const auto image = encoder.encodeImage(
        sample,
        {.global = true, .patches = hasPatches && !local, .localPatches = hasPatches && local},
        progress);
    if (!image)
        return image.error();
    const auto read = encoder.encodeTexts(texts, {.global = true, .localTokens = local}, progress);
    if (!read)
        return read.error();

    GoldenVectors golden{.height = height, .width = width};
    golden.image = firstOf(unit(image->global)[0]);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const TextFeatures& text = (*read)[i];
        const at::Tensor global = text.global.unsqueeze(0);
        const at::Tensor word = local ? text.localTokens[text.pooledRow].unsqueeze(0) : global;
        GoldenVectors::Probe& probe = golden.probes.emplace_back();
        probe.text = texts[i];
        probe.vector = firstOf(unit(global)[0]);
        probe.cosine = cosines(global, image->global).item<double>();
        if (hasPatches)
            probe.patches = firstOf(cosines(word, patchesIn(*image, space)[0])[0]);
    }
    return golden;
}

} // namespace

at::Tensor goldenPicture(int64_t height, int64_t width)
{
    TORCH_CHECK(height > 0 && width > 0, "picture: ", height, " x ", width);
    const at::Tensor y = at::arange(height, at::kLong).unsqueeze(1); // [H, 1]
    const at::Tensor x = at::arange(width, at::kLong).unsqueeze(0);  // [1, W]
    std::vector<at::Tensor> channels;
    for (int64_t c = 0; c < 3; ++c) {
        const at::Tensor broad = wave(3 * x + (2 * c + 1) * y, 211 + 40 * c);
        const at::Tensor fine = wave(x * (5 - 2 * c) + 4 * y, 37 + 6 * c);
        channels.push_back((2 * broad + fine).floor_divide(3));
    }
    return at::stack(channels).to(at::kByte);
}

Expected<GoldenVectors> goldenVectorsOf(const Network& network,
                                        const std::vector<std::string>& texts,
                                        const Progress& progress)
{
    TORCH_CHECK(network.dualEncoder(), "golden vectors: no dual encoder");
    const bool tooLong = std::ranges::any_of(
        texts, [](const std::string& text) { return text.size() > GoldenVectors::longestText; });
    if (texts.empty() || texts.size() > GoldenVectors::mostProbes || tooLong)
        return Error{Error::Kind::Usage,
                     c10::str("golden vectors: expected 1 to ", GoldenVectors::mostProbes,
                              " texts of at most ", GoldenVectors::longestText, " bytes, found ",
                              texts.size(), tooLong ? ", one of them longer" : "")};
    auto golden = compute(network, pictureHeight, pictureWidth, texts, progress);
    if (golden && !isFinite(*golden))
        return Error{Error::Kind::Network,
                     "'" + network.info().name
                         + "': golden vectors: expected finite numbers, found others"};
    return golden;
}

Expected<SelfTest> selfTest(const Network& network, const GoldenVectors& golden,
                            const Progress& progress)
{
    std::vector<std::string> texts;
    for (const GoldenVectors::Probe& probe : golden.probes)
        texts.push_back(probe.text);
    const auto found = compute(network, golden.height, golden.width, texts, progress);
    if (!found)
        return found.error();
    std::vector<double> gaps{gap(found->image, golden.image)};
    for (std::size_t i = 0; i < golden.probes.size(); ++i) {
        const GoldenVectors::Probe &here = found->probes[i], &there = golden.probes[i];
        gaps.push_back(gap(here.vector, there.vector));
        gaps.push_back(gap(here.cosine, there.cosine));
        gaps.push_back(gap(here.patches, there.patches));
    }
    const bool reduced = network.info().precision == "bf16";
    return SelfTest{gap(gaps, std::vector<double>(gaps.size(), 0)),
                    reduced ? golden.reducedTolerance : golden.tolerance};
}

} // namespace explain
