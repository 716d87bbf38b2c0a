// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/ops/patch_grid.h"

#include "tests/support/check.h"
#include "tests/support/given_network.h"

#include <sys/resource.h>

using namespace explain;
using support::gridOf;
using support::near;

namespace {

at::Tensor whole(const at::Tensor& maps, const Geometry& geometry,
                 Upsampling upsampling = Upsampling::Bilinear)
{
    const ImageMaps image(maps, geometry, upsampling);
    return image.rows(0, image.height());
}

at::Tensor numbers(std::vector<double> values)
{
    return at::tensor(values, at::kDouble);
}

at::Tensor interpolated(const at::Tensor& maps, int64_t height, int64_t width)
{
    return at::upsample_bilinear2d(maps.unsqueeze(0), {height, width}, /*align_corners=*/false)[0];
}

} // namespace

TEST(bilinearMeetsTheWorkedExample)
{
    const at::Tensor map = numbers({0, 1, 2, 3}).view({1, 2, 2});
    CHECK(near(toCanvas(map, gridOf(2, 2, 2))[0][0], numbers({0, .25, .75, 1}), 1e-12));
    CHECK(near(whole(map, gridOf(2, 2, 2))[0][0], numbers({0, .25, .75, 1}), 1e-12));
}

TEST(bilinearIsThatOfLibTorchFirstToTheCanvasThenToTheImage)
{
    struct Case {
        int64_t rows, cols, patch, height, width;
    };
    for (const auto& [rows, cols, patch, height, width] :
         {Case{7, 7, 32, 224, 224}, Case{7, 5, 16, 301, 419}, Case{14, 14, 16, 100, 60},
          Case{1, 3, 8, 5, 7}}) {
        at::manual_seed(3);
        const at::Tensor maps = at::randn({2, rows, cols}, at::kDouble);
        Geometry geometry = gridOf(rows, cols, patch);
        geometry.imageHeight = height;
        geometry.imageWidth = width;
        geometry.toImage[0] = double(width) / double(cols * patch);
        geometry.toImage[4] = double(height) / double(rows * patch);
        const at::Tensor canvas = interpolated(maps, rows * patch, cols * patch);
        CHECK(near(toCanvas(maps, geometry), canvas, 1e-12));
        CHECK(near(whole(maps, geometry), interpolated(canvas, height, width), 1e-12));
    }
}

TEST(nearestGivesEachPixelItsPatch)
{
    const at::Tensor map = numbers({0, 1, 2, 3}).view({1, 2, 2});
    const at::Tensor expected = map.repeat_interleave(3, 1).repeat_interleave(3, 2);
    CHECK(near(whole(map, gridOf(2, 2, 3), Upsampling::Nearest), expected, 0));
}

TEST(pixelsOutsideTheCropWereNeverSeen)
{
    // A 4 x 2 canvas cut out of a 4 x 6 image, two pixels from its left.
    Geometry geometry = gridOf(2, 1, 2);
    geometry.imageWidth = 6;
    geometry.toImage[2] = 2;
    const at::Tensor found = whole(numbers({1, 5}).view({1, 2, 1}), geometry)[0];
    const double no = NAN;
    CHECK(near(found[0], numbers({no, no, 1, 1, no, no}), 1e-12));
    CHECK(near(found[3], numbers({no, no, 5, 5, no, no}), 1e-12));
}

TEST(canvasBeyondTheLastWholePatchWasNeverSeen)
{
    Geometry geometry = gridOf(1, 2, 2);
    geometry.canvasWidth = geometry.imageWidth = 5;
    const at::Tensor found = whole(numbers({1, 1}).view({1, 1, 2}), geometry)[0][0];
    CHECK(near(found, numbers({1, 1, 1, 1, NAN}), 1e-12));
}

TEST(aPatchThatIsNaNHidesOnlyPixelsThatLeanOnIt)
{
    at::Tensor map = at::ones({1, 1, 4}, at::kDouble);
    map[0][0][3] = NAN;
    const at::Tensor found = whole(map, gridOf(1, 4, 2))[0][0];
    CHECK(near(found, numbers({1, 1, 1, 1, 1, NAN, NAN, NAN}), 1e-12));
}

TEST(gridsAreNotTakenForSquares)
{
    const at::Tensor maps = at::randn({1, 2, 8}, at::kDouble);
    CHECK(whole(maps, gridOf(2, 8, 4)).sizes() == at::IntArrayRef({1, 8, 32}));
    bool thrown = false;
    try {
        ImageMaps(maps.view({1, 4, 4}), gridOf(2, 8, 4));
    } catch (const c10::Error&) {
        thrown = true;
    }
    CHECK(thrown);
}

TEST(bandsAreBoundedAndAddUpToTheWhole)
{
    Geometry geometry = gridOf(16, 24, 16);
    geometry.imageHeight = 900;
    geometry.imageWidth = 6000;
    geometry.toImage = {6000. / 384, 0, 0, 0, 900. / 256, 0};
    const ImageMaps maps(at::randn({20, 16, 24}), geometry);
    int64_t next = 0;
    double sum = 0;
    maps.eachBand([&](int64_t top, const at::Tensor& band) {
        CHECK(top == next);
        CHECK(band.numel() <= ImageMaps::largestBand);
        next += band.size(1);
        sum += band.to(at::kDouble).sum().item<double>();
    });
    CHECK(next == 900);
    const double expected = maps.rows(0, 900).to(at::kDouble).sum().item<double>();
    CHECK(std::abs(sum - expected) < 1e-6 * std::abs(expected) + 1);
}

TEST(smoothingIsAMirroredGaussian)
{
    // scipy.ndimage.gaussian_filter(x, 1.5) of x = [0, 0, 1, 0, 0, 0, 0] as a column: radius 6,
    // and every row sums to one.
    at::Tensor column = at::zeros({1, 7, 1}, at::kDouble);
    column[0][2][0] = 1;
    const at::Tensor found = smoothed(column, 1.5, 6);
    const auto bell = [](double x) { return std::exp(-x * x / (2 * 1.5 * 1.5)); };
    double sum = 0;
    for (int k = -6; k <= 6; ++k)
        sum += bell(k);
    // Place 0 sees place 2 directly and, mirrored at the edge, as place -3; further images lie
    // beyond the radius.
    CHECK(std::abs(found[0][0][0].item<double>() - (bell(2) + bell(3)) / sum) < 1e-12);
    CHECK(near(smoothed(at::ones({1, 3, 4}, at::kDouble), 1.5, 6), at::ones({1, 3, 4}), 1e-12));
    CHECK(std::abs(found.sum().item<double>() - 1) < 1e-12);
}

/// A small file may hold an image of a line: weights of each pixel against each canvas pixel would
/// take gigabytes.
TEST(memoryFollowsTheImageAndNotItsSideTimesTheCanvas)
{
    const auto mostEver = [] {
        rusage usage{};
        ::getrusage(RUSAGE_SELF, &usage);
        return int64_t(usage.ru_maxrss) << 10; // bytes
    };
    constexpr int64_t width = 300'000;
    Geometry line = gridOf(14, 14, 16);
    line.imageHeight = 4;
    line.imageWidth = width;
    line.toImage = {width / 224.0, 0, 0, 0, 4 / 224.0, 0};
    const int64_t before = mostEver();
    const at::Tensor band =
        ImageMaps(at::arange(196, at::kFloat).view({1, 14, 14}), line).rows(0, 1);
    CHECK(mostEver() - before < int64_t(500) << 20);
    CHECK(std::abs(band[0][0][width - 1].item<double>() - band[0][0][0].item<double>() - 13)
          < 1e-3);
}
