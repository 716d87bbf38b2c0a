// SPDX-License-Identifier: Apache-2.0
#include "phantom/scene.h"

#include "phantom/chest_scene.h"
#include "phantom/shapes_scene.h"

namespace phantom {
namespace {

/// Sums \p values [side * factor, side * factor, channels] over blocks of factor x factor pixels.
std::vector<int> blockSums(std::span<const std::uint8_t> values, int side, int factor, int channels)
{
    std::vector<int> sums(std::size_t(side * side * channels));
    const int wide = side * factor * channels;
    for (int y = 0; y < side * factor; ++y)
        for (int x = 0; x < wide; ++x) {
            const int column = x / channels / factor;
            const int cell = (y / factor * side + column) * channels + x % channels;
            sums[std::size_t(cell)] += values[std::size_t(y * wide + x)];
        }
    return sums;
}

/// Whole blocks for pixels; a mask keeps the blocks it covers for the most part, at least one.
Drawing reduced(const Drawing& drawing, int factor)
{
    Drawing small{.size = drawing.size / factor, .channels = drawing.channels};
    const int block = factor * factor;
    for (const int sum : blockSums(drawing.pixels, small.size, factor, drawing.channels))
        small.pixels.push_back(std::uint8_t((sum + block / 2) / block));
    for (const auto& mask : drawing.masks) {
        const std::vector<int> covered = blockSums(mask, small.size, factor, 1);
        auto& kept = small.masks.emplace_back(covered.size());
        for (std::size_t i = 0; i < covered.size(); ++i)
            kept[i] = 2 * covered[i] > block;
        kept[std::size_t(std::ranges::max_element(covered) - covered.begin())] = 1;
    }
    return small;
}

} // namespace

Scene makeScene(Domain domain, std::uint64_t seed, std::uint64_t index)
{
    return makeScene(domain, seed, index, {});
}

Scene makeScene(Domain domain, std::uint64_t seed, std::uint64_t index, SceneLimits limits)
{
    return domain == Domain::Shapes ? makeShapesScene(seed, index, limits)
                                    : makeChestScene(seed, index, limits);
}

Drawing draw(const Scene& scene, int size)
{
    if (size < canvasSize) { // too small for the lines of a scene: larger, and down again
        const int factor = (canvasSize + size - 1) / size;
        return reduced(draw(scene, size * factor), factor);
    }
    return scene.domain == Domain::Shapes ? drawShapes(scene, size) : drawChest(scene, size);
}

} // namespace phantom
