// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/ops/masks.h"

#include "tests/support/check.h"
#include "tests/support/given_network.h"

using namespace explain;
using support::gridOf;
using support::near;

namespace {

at::Tensor numbers(std::vector<double> values)
{
    return at::tensor(values, at::kDouble);
}

/// Maps whose patches are single pixels: [K, 1, N].
ImageMaps line(const at::Tensor& values)
{
    const at::Tensor maps = values.dim() == 1 ? values.unsqueeze(0) : values;
    return {maps.unsqueeze(1), gridOf(1, maps.size(1))};
}

at::Tensor bytes(std::vector<int> values)
{
    return at::tensor(values).to(at::kByte);
}

} // namespace

TEST(otsuMeetsTheWorkedExample)
{
    const at::Tensor map = numbers({.1, .1, .9, .2, .8, .9, .1, .2, .7}).view({1, 3, 3});
    const ImageMaps maps(map, gridOf(3, 3));
    std::vector<double> thresholds;
    const at::Tensor masks = otsuMasks(maps, rangesOf(maps), &thresholds);
    CHECK(masks.equal(bytes({0, 0, 1, 0, 1, 1, 0, 0, 1}).view({1, 3, 3})));
    CHECK(std::abs(thresholds.at(0) - (.1 + .8 * 32 / 255)) < 1e-12);

    std::array<int64_t, 256> histogram{};
    for (const std::size_t byte : {0, 0, 255, 31, 223, 255, 0, 31, 191})
        ++histogram[byte];
    CHECK(otsuThreshold(histogram) == 31);
}

TEST(otsuSplitsTwoHeapsBetweenThem)
{
    std::array<int64_t, 256> histogram{};
    for (std::size_t byte = 10; byte < 30; ++byte)
        histogram[byte] = 5;
    for (std::size_t byte = 200; byte < 220; ++byte)
        histogram[byte] = 7;
    CHECK(otsuThreshold(histogram) == 29);
}

TEST(thresholdsIncludeTheirOwnValue)
{
    const ImageMaps maps = line(numbers({.1, .2, .3, NAN}));
    CHECK(masksFrom(maps, {.2})[0][0].equal(bytes({0, 1, 1, 255})));
    CHECK(masksFrom(maps, {INFINITY})[0][0].equal(bytes({0, 0, 0, 255})));
}

TEST(theLargestMapTakesThePixel)
{
    const ImageMaps maps =
        line(numbers({.1, .5, .3, NAN, .2, .4, .3, NAN, -1, .1, .1, NAN}).view({3, 4}));
    const at::Tensor masks = largestOf(maps).squeeze(1);
    CHECK(masks.equal(bytes({0, 1, 1, 255, 1, 0, 0, 255, 0, 0, 0, 255}).view({3, 4})));
    const at::Tensor withFloor = largestOf(maps, .3).squeeze(1);
    CHECK(withFloor.equal(bytes({0, 1, 1, 255, 0, 0, 0, 255, 0, 0, 0, 255}).view({3, 4})));
}

TEST(largestOfIsTheArgmaxOfUpsampledMapsOnRandomInput)
{
    at::manual_seed(5);
    const at::Tensor scores = at::randn({4, 7, 5}, at::kDouble);
    Geometry geometry = gridOf(7, 5, 16);
    geometry.imageHeight = 90;
    geometry.toImage[4] = 90. / 112;
    const at::Tensor up = at::upsample_bilinear2d(
        at::upsample_bilinear2d(scores.unsqueeze(0), {112, 80}, false), {90, 80}, false)[0];
    const at::Tensor masks = largestOf(ImageMaps(scores, geometry));
    CHECK(masks.sum(0).eq(1).all().item<bool>());
    CHECK(masks.argmax(0).equal(up.argmax(0)));
}

TEST(topShareIsTheSmallestSetThatHoldsIt)
{
    // Positive mass 1: the two largest hold .7, the three largest .9.
    const ImageMaps maps = line(numbers({.4, -.5, .3, .2, .1, NAN}));
    const auto masks = [&](double share) {
        return masksFrom(maps, topShareThresholds(maps, rangesOf(maps), share))[0][0];
    };
    CHECK(masks(.4).equal(bytes({1, 0, 0, 0, 0, 255})));
    CHECK(masks(.5).equal(bytes({1, 0, 1, 0, 0, 255})));
    CHECK(masks(.7).equal(bytes({1, 0, 1, 0, 0, 255})));
    CHECK(masks(.75).equal(bytes({1, 0, 1, 1, 0, 255})));
    CHECK(masks(1).equal(bytes({1, 0, 1, 1, 1, 255})));
}

TEST(topShareAgreesWithSorting)
{
    at::manual_seed(9);
    const at::Tensor values = at::randn({257}, at::kDouble);
    const ImageMaps maps = line(values);
    const at::Tensor sorted = std::get<0>(values.clamp_min(0).sort(0, /*descending=*/true));
    for (const double share : {.05, .3, .9}) {
        const at::Tensor mask =
            masksFrom(maps, topShareThresholds(maps, rangesOf(maps), share))[0][0];
        const int64_t needed = (sorted.cumsum(0) < share * sorted.sum()).sum().item<int64_t>() + 1;
        CHECK(mask.sum().item<int64_t>() == needed);
    }
}

TEST(nothingPositiveSelectsNothing)
{
    const ImageMaps maps = line(numbers({-.4, -.1, 0}));
    CHECK(masksFrom(maps, topShareThresholds(maps, rangesOf(maps), .5)).sum().item<int64_t>() == 0);
}

TEST(areasAreSharesOfSeenPixels)
{
    CHECK(areasOf(bytes({1, 0, 0, 255, 255, 255}).view({1, 2, 3})).at(0) == 1. / 3);
    CHECK(areasOf(bytes({255, 255}).view({1, 1, 2})).at(0) == 0);
}

TEST(thirtyMegapixelsNeedTheirMasksAndABandAtATime)
{
    Geometry geometry = gridOf(14, 14, 16);
    geometry.imageHeight = 5000;
    geometry.imageWidth = 6000;
    geometry.toImage = {6000. / 224, 0, 0, 0, 5000. / 224, 0};
    at::manual_seed(1);
    const ImageMaps maps(at::randn({3, 14, 14}), geometry);
    int64_t largest = 0;
    const at::Tensor masks = masksWhere(maps, [&](const at::Tensor& band) {
        largest = std::max(largest, band.numel());
        return band > 0;
    });
    CHECK(largest <= ImageMaps::largestBand); // 16 MiB of float32, where the maps are 343 MiB
    CHECK(masks.sizes() == at::IntArrayRef({3, 5000, 6000}));
    CHECK(masks.scalar_type() == at::kByte);
}
