// SPDX-License-Identifier: GPL-3.0-or-later
#include "phantom/raster.h"

#include "tests/support/check.h"

#include <cmath>

using namespace phantom;

namespace {

std::vector<float> grain(int size, int channels, std::uint64_t index = 3)
{
    const Scene scene{.seed = 11, .index = index};
    const auto pixels = std::size_t(size * size);
    std::vector<float> image(pixels * std::size_t(channels));
    addGrain(scene, image, size, channels, std::vector<float>(pixels, 1.0F));
    return image;
}

struct Moments {
    double mean = 0, deviation = 0, neighbours = 0; ///< correlation of pixels side by side
};

Moments momentsOf(const std::vector<float>& image)
{
    double sum = 0, squares = 0, products = 0;
    for (std::size_t i = 0; i < image.size(); ++i) {
        sum += image[i];
        squares += double(image[i]) * image[i];
        products += i == 0 ? 0 : double(image[i]) * image[i - 1];
    }
    const auto count = double(image.size());
    return {sum / count, std::sqrt(squares / count), products / squares};
}

} // namespace

TEST(grainIsWhiteNoiseOnTheCanvas)
{
    const Moments moments = momentsOf(grain(canvasSize, 1));
    CHECK(std::abs(moments.mean) < 0.04);
    CHECK(std::abs(moments.deviation - 1) < 0.03);
    CHECK(std::abs(moments.neighbours) < 0.04);
}

TEST(grainIsTheScenes)
{
    CHECK(grain(canvasSize, 3) == grain(canvasSize, 3));
    CHECK(grain(canvasSize, 3, 3) != grain(canvasSize, 3, 4));
    CHECK(grain(2 * canvasSize, 1) == grain(2 * canvasSize, 1));
}

TEST(enlargedGrainAveragesToTheCanvas)
{
    for (const int channels : {1, 3})
        for (const int factor : {2, 5}) {
            const int size = factor * canvasSize;
            const std::vector<float> small = grain(canvasSize, channels);
            const std::vector<float> large = grain(size, channels);
            double worst = 0, squares = 0;
            for (int y = 0; y < canvasSize; ++y)
                for (int i = 0; i < canvasSize * channels; ++i) {
                    double sum = 0;
                    for (int k = 0; k < factor * factor; ++k) {
                        const int row = y * factor + k / factor;
                        const int column = i / channels * factor + k % factor;
                        sum += large[std::size_t((row * size + column) * channels + i % channels)];
                    }
                    const double gap =
                        sum / (factor * factor) - small[std::size_t(y * canvasSize * channels + i)];
                    worst = std::max(worst, std::abs(gap));
                    squares += gap * gap;
                }
            // The finer grain does not quite vanish; the rest of it would be exact.
            CHECK(worst < 0.6);
            CHECK(std::sqrt(squares / double(small.size())) < 0.16);
            CHECK(momentsOf(large).deviation > 0.8);
        }
}

TEST(aGridIsTheSameAtAnySize)
{
    RandomStream stream(1, 2, RandomStream::Purpose::Look);
    const SmoothGrid grid = normalGrid(4, 10, stream);
    CHECK(grid.at(0.125F, 0.125F) == grid.values[0]); // the middle of the first cell
    CHECK(grid.at(0, 1) == grid.values[12]);          // constant towards the edges
    CHECK(std::abs(grid.at(0.25F, 0.125F) - (grid.values[0] + grid.values[1]) / 2) < 1e-4F);
    for (const int size : {16, 96, 240}) {
        std::vector<float> image(std::size_t(size * size * 2), 1.0F);
        addGrid(grid, image, size, 2, 1);
        for (const int at : {0, size / 3, size - 1}) {
            const std::size_t pixel = std::size_t(at * size + size / 2) * 2;
            const float expected =
                grid.at((float(size / 2) + 0.5F) / float(size), (float(at) + 0.5F) / float(size));
            CHECK(image[pixel] == 1);
            CHECK(std::abs(image[pixel + 1] - 1 - expected) < 1e-3F);
        }
    }
}

TEST(bytesAreRoundedAndKept)
{
    const std::vector<float> image{-3, 0.4F, 0.6F, 127.5F, 300};
    CHECK(toBytes(image, 1, 0) == std::vector<std::uint8_t>{0, 0, 1, 128, 255});
    CHECK(toBytes(image, 2, 1) == std::vector<std::uint8_t>{0, 2, 2, 255, 255});
}
