// SPDX-License-Identifier: Apache-2.0
#include "phantom/raster.h"

#include <array>
#include <cmath>
#include <numbers>

namespace phantom {
namespace {

/// Where the middle of pixel \p i lies between two cells of a grid.
struct Between {
    int first = 0;    ///< the cell before
    float second = 0; ///< weight of the cell after
};

Between between(float position, int side)
{
    const float cell = std::clamp(position * float(side) - 0.5F, 0.0F, float(side - 1));
    const int first = std::min(int(cell), side - 2);
    return {first, cell - float(first)};
}

/// 256 equally likely values of a normal distribution, scaled to deviation 1.
std::array<float, 256> normalQuantiles()
{
    std::array<double, 256> quantiles = {};
    double squares = 0;
    for (std::size_t i = 0; i < quantiles.size(); ++i) {
        const double share = (double(i) + 0.5) / double(quantiles.size());
        double low = -8, high = 8;
        for (int step = 0; step < 60; ++step) {
            const double middle = (low + high) / 2;
            (0.5 * std::erfc(-middle / std::numbers::sqrt2) < share ? low : high) = middle;
        }
        quantiles[i] = (low + high) / 2;
        squares += quantiles[i] * quantiles[i];
    }
    const double scale = std::sqrt(double(quantiles.size()) / squares);
    std::array<float, 256> scaled = {};
    std::ranges::transform(quantiles, scaled.begin(),
                           [scale](double value) { return float(value * scale); });
    return scaled;
}

constexpr int latticeSide = canvasSize + 3; // one cell repeated before, two after

/// Replaces the numbers along a line of cells by those whose piecewise linear interpolation has
/// the old numbers as its means over the cells: a tridiagonal system, 1/8, 3/4, 1/8 a row.
void unaverage(float* line, int stride)
{
    std::array<float, canvasSize> pivot = {};
    pivot[0] = 1 / 0.875F;
    for (int i = 1; i < canvasSize; ++i) {
        const float diagonal = i + 1 < canvasSize ? 0.75F : 0.875F;
        const auto before = std::size_t(i - 1);
        pivot[std::size_t(i)] = 1 / (diagonal - 0.015625F * pivot[before]);
        line[i * stride] -= 0.125F * pivot[before] * line[(i - 1) * stride];
    }
    line[(canvasSize - 1) * stride] *= pivot[canvasSize - 1];
    for (int i = canvasSize - 2; i >= 0; --i)
        line[i * stride] =
            (line[i * stride] - 0.125F * line[(i + 1) * stride]) * pivot[std::size_t(i)];
}

/// The mean of the piecewise linear interpolation over one pixel: three cells and their weights.
struct Footprint {
    int first = 0; ///< in the padded lattice
    std::array<float, 3> weights = {};
};

/// The integral of a hat of half width 1 from the left up to \p t.
float hatIntegral(float t)
{
    if (t <= -1)
        return 0;
    if (t >= 1)
        return 1;
    return t < 0 ? 0.5F * (1 + t) * (1 + t) : 1 - 0.5F * (1 - t) * (1 - t);
}

std::vector<Footprint> footprints(int size)
{
    std::vector<Footprint> all(static_cast<std::size_t>(size));
    const float width = float(canvasSize) / float(size);
    for (int i = 0; i < size; ++i) {
        const float left = float(i) * width, right = float(i + 1) * width;
        const int cell = int(std::floor(left - 0.5F));
        Footprint& print = all[std::size_t(i)];
        print.first = cell + 1;
        for (int tap = 0; tap < 3; ++tap) {
            const float middle = float(cell + tap) + 0.5F;
            print.weights[std::size_t(tap)] =
                (hatIntegral(right - middle) - hatIntegral(left - middle)) / width;
        }
    }
    return all;
}

/// The scene's grain at a size above canvasSize, row by row.
class EnlargedGrain {
public:
    EnlargedGrain(std::vector<float> grain, int size, int channels, RandomStream stream)
        : m_size(size), m_channels(channels), m_stream(stream), m_prints(footprints(size)),
          m_lattice(padded(std::move(grain))), m_across(std::size_t(latticeSide * channels)),
          m_fine(std::size_t((size + 1) * channels)), m_fineBelow(m_fine.size()),
          m_row(std::size_t(size * channels))
    {
        fillNormals(m_stream, m_fineBelow);
    }

    /// The next row, from the top: [size, channels].
    std::span<const float> nextRow()
    {
        const Footprint& down = m_prints[std::size_t(m_y++)];
        const auto stride = std::size_t(latticeSide * m_channels);
        const float* const cells = &m_lattice[std::size_t(down.first) * stride];
        for (std::size_t i = 0; i < stride; ++i)
            m_across[i] = down.weights[0] * cells[i] + down.weights[1] * cells[stride + i]
                + down.weights[2] * cells[2 * stride + i];

        std::swap(m_fine, m_fineBelow);
        fillNormals(m_stream, m_fineBelow);
        // A mixed difference of white noise: its sums over blocks of pixels are near zero.
        const float fineness = 0.3F * (1 - float(canvasSize) / float(m_size));
        const auto next = std::size_t(m_channels);
        for (std::size_t i = 0; i < m_row.size(); ++i) {
            const Footprint& print = m_prints[i / next];
            const float* const cell = &m_across[std::size_t(print.first) * next + i % next];
            m_row[i] = print.weights[0] * cell[0] + print.weights[1] * cell[next]
                + print.weights[2] * cell[2 * next]
                + fineness
                    * (m_fine[i] - m_fine[i + next] - m_fineBelow[i] + m_fineBelow[i + next]);
        }
        return m_row;
    }

private:
    std::vector<float> padded(std::vector<float> grain) const
    {
        const int row = canvasSize * m_channels;
        for (int i = 0; i < row; ++i)
            unaverage(&grain[std::size_t(i)], row);
        for (int y = 0; y < canvasSize; ++y)
            for (int channel = 0; channel < m_channels; ++channel)
                unaverage(&grain[std::size_t(y * row + channel)], m_channels);
        std::vector<float> lattice(std::size_t(latticeSide * latticeSide * m_channels));
        auto to = lattice.begin();
        for (int y = -1; y < canvasSize + 2; ++y)
            for (int x = -1; x < canvasSize + 2; ++x) {
                const int cell = std::clamp(y, 0, canvasSize - 1) * canvasSize
                    + std::clamp(x, 0, canvasSize - 1);
                to = std::copy_n(grain.begin() + cell * m_channels, m_channels, to);
            }
        return lattice;
    }

    int m_size, m_channels, m_y = 0;
    RandomStream m_stream;
    std::vector<Footprint> m_prints;
    std::vector<float> m_lattice;           ///< [latticeSide, latticeSide, channels]
    std::vector<float> m_across;            ///< one row of it, at this height
    std::vector<float> m_fine, m_fineBelow; ///< [size + 1, channels]
    std::vector<float> m_row;
};

} // namespace

float SmoothGrid::at(float u, float v) const
{
    const Between column = between(u, side);
    const Between row = between(v, side);
    const float* const top = &values[std::size_t(row.first * side + column.first)];
    const float upper = top[0] + column.second * (top[1] - top[0]);
    const float lower = top[side] + column.second * (top[side + 1] - top[side]);
    return upper + row.second * (lower - upper);
}

SmoothGrid normalGrid(int side, float deviation, RandomStream& stream)
{
    SmoothGrid grid{side, std::vector<float>(std::size_t(side * side))};
    for (float& value : grid.values)
        value = deviation * stream.normal();
    return grid;
}

void addGrid(const SmoothGrid& grid, std::span<float> image, int size, int channels, int channel)
{
    std::vector<Between> columns(static_cast<std::size_t>(size));
    for (int x = 0; x < size; ++x)
        columns[std::size_t(x)] = between((float(x) + 0.5F) / float(size), grid.side);
    std::vector<float> line(static_cast<std::size_t>(grid.side));
    for (int y = 0; y < size; ++y) {
        const Between row = between((float(y) + 0.5F) / float(size), grid.side);
        const float* const top = &grid.values[std::size_t(row.first * grid.side)];
        for (int i = 0; i < grid.side; ++i)
            line[std::size_t(i)] = top[i] + row.second * (top[grid.side + i] - top[i]);
        float* to = &image[std::size_t(y) * std::size_t(size) * std::size_t(channels)
                           + std::size_t(channel)];
        for (const Between& column : columns) {
            const float* const left = &line[std::size_t(column.first)];
            *to += left[0] + column.second * (left[1] - left[0]);
            to += channels;
        }
    }
}

void fillNormals(RandomStream& stream, std::span<float> numbers)
{
    static const std::array<float, 256> quantiles = normalQuantiles();
    std::size_t i = 0;
    for (; i + 4 <= numbers.size(); i += 4) {
        const std::uint32_t bits = stream.bits();
        numbers[i] = quantiles[bits & 255];
        numbers[i + 1] = quantiles[bits >> 8 & 255];
        numbers[i + 2] = quantiles[bits >> 16 & 255];
        numbers[i + 3] = quantiles[bits >> 24];
    }
    for (std::uint32_t bits = stream.bits(); i < numbers.size(); ++i, bits >>= 8)
        numbers[i] = quantiles[bits & 255];
}

void addGrain(const Scene& scene, std::span<float> image, int size, int channels,
              std::span<const float> deviation)
{
    RandomStream stream(scene.seed, scene.index, RandomStream::Purpose::Noise);
    std::vector<float> grain(std::size_t(canvasSize * canvasSize * channels));
    fillNormals(stream, grain);
    const auto next = std::size_t(channels);
    const auto add = [&](std::size_t firstPixel, std::span<const float> numbers) {
        for (std::size_t i = 0; i < numbers.size(); ++i)
            image[firstPixel * next + i] += deviation[firstPixel + i / next] * numbers[i];
    };
    if (size == canvasSize) {
        add(0, grain);
        return;
    }
    EnlargedGrain enlarged(std::move(grain), size, channels, stream);
    for (int y = 0; y < size; ++y)
        add(std::size_t(y) * std::size_t(size), enlarged.nextRow());
}

std::vector<std::uint8_t> toBytes(std::span<const float> image, float gain, float offset)
{
    std::vector<std::uint8_t> bytes(image.size());
    for (std::size_t i = 0; i < image.size(); ++i)
        bytes[i] = std::uint8_t(std::clamp(image[i] * gain + offset, 0.0F, 255.0F) + 0.5F);
    return bytes;
}

} // namespace phantom
