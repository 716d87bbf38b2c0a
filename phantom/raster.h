// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phantom/random_stream.h"
#include "phantom/scene.h"

#include <algorithm>
#include <span>
#include <vector>

/// What both domains draw with. An image is [size, size, channels] floats, row by row, in units of
/// its own (grey levels, or 0 ... 1); pixel x covers [x, x + 1) / size of the canvas' width.
namespace phantom {

/// A few numbers, side x side, stretched smoothly over the whole canvas.
struct SmoothGrid {
    int side = 0;              ///< at least 2
    std::vector<float> values; ///< [side, side], row by row

    /// Bilinear value at \p u, \p v in [0, 1], from the left and the top; constant beyond the
    /// middle of the outer cells.
    float at(float u, float v) const;
};

/// A grid of independent normal numbers; draws side * side of them.
SmoothGrid normalGrid(int side, float deviation, RandomStream& stream);

/// Adds \p grid to one channel of \p image, whatever its size.
void addGrid(const SmoothGrid& grid, std::span<float> image, int size, int channels, int channel);

/// The share of a pixel that lies inside an edge \p distance pixels away (negative: inside).
inline float coverage(float distance)
{
    return std::clamp(0.5F - distance, 0.0F, 1.0F);
}

/// Fills \p numbers with normal numbers of deviation 1 to a byte's precision (none beyond 2.9):
/// four a draw, for noise alone.
void fillNormals(RandomStream& stream, std::span<float> numbers);

/// Adds the scene's noise, independent in each channel, \p deviation [size * size] strong in the
/// unit of \p image. The grain belongs to the scene: it is white on the canvas' pixels, and a
/// larger drawing averaged down to canvasSize has that very grain again (exactly where its size is
/// a multiple). Enlarged, the grain is smooth, with a finer one on top that averages out.
void addGrain(const Scene& scene, std::span<float> image, int size, int channels,
              std::span<const float> deviation);

/// \p image rounded to bytes after value * gain + offset.
std::vector<std::uint8_t> toBytes(std::span<const float> image, float gain, float offset);

} // namespace phantom
