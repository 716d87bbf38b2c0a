// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phantom/chest_look.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace phantom {

/// 0 below -\p softness, 1 above it, smooth between; no call of the mathematics library, so it is
/// the same on every machine.
inline float step(float depth, float softness)
{
    const float t = std::clamp(0.5F + 0.5F * depth / softness, 0.0F, 1.0F);
    return t * t * (3 - 2 * t);
}

/// A bump of height 1 at 0 that has ended at \p reach.
inline float bump(float distance, float reach)
{
    const float t = distance / reach, u = std::max(0.0F, 1 - t * t);
    return u * u;
}

/// A function of one coordinate, kept as a table: what costs a square root is asked once a row.
class Profile {
public:
    template <class Function> Profile(float low, float high, Function function) : m_low(low)
    {
        m_steps = float(count - 1) / (high - low);
        for (int i = 0; i < count; ++i)
            m_values[std::size_t(i)] = function(low + float(i) / m_steps);
    }
    float at(float where) const
    {
        const float position = std::clamp((where - m_low) * m_steps, 0.0F, float(count) - 1.001F);
        const int i = int(position);
        const float* const value = &m_values[std::size_t(i)];
        return value[0] + (position - float(i)) * (value[1] - value[0]);
    }

private:
    static constexpr int count = 192;
    float m_low = 0, m_steps = 0;
    std::array<float, count> m_values;
};

/// What weakens the rays, before the exposure; every layer is [size * size], row by row. Shadows
/// add up: a bone is as visible through the heart as beside it.
class Film {
public:
    std::vector<float> tissue;  ///< density of all but the lungs' air; 1 is white
    std::vector<float> air;     ///< how much of the ray's way is air in the lungs, about 0 ... 1
    std::vector<float> vessels; ///< density of the lungs' vessels
    std::vector<float> lung;    ///< distance inside a lung's outline, negative outside

    Film(const BodyFrame& frame, int size)
        : m_frame(frame), m_size(size), m_canvasPixel(float(canvasSize) / float(size)),
          m_pixel(m_canvasPixel / frame.scale)
    {
        const auto pixels = std::size_t(size) * std::size_t(size);
        for (std::vector<float>* layer : {&tissue, &air, &vessels, &lung})
            layer->resize(pixels);
        m_distance.assign(pixels, far);
    }

    int size() const { return m_size; }
    /// How soft an edge is that is \p softness soft in the body and then averaged over a pixel.
    float blurred(float softness) const
    {
        return std::sqrt(softness * softness + 0.5F * m_pixel * m_pixel);
    }

    /// Calls \p paint(index, point) for every pixel.
    template <class Paint> void everywhere(Paint paint) { fill(0, 0, m_size, m_size, paint); }
    /// Calls \p paint(index, point) for the pixels of a square with 2 \p reach sides, and perhaps
    /// a few beyond.
    template <class Paint> void around(Point middle, float reach, Paint paint)
    {
        inBox(middle, middle, reach, paint);
    }
    /// Calls \p paint(index, distance) for the pixels less than \p reach from a line through the
    /// points of \p path.
    template <class Paint> void along(const std::vector<Point>& path, float reach, Paint paint)
    {
        for (std::size_t i = 1; i < path.size(); ++i)
            along(path[i - 1], path[i], reach, [&](std::size_t index, float distance, float) {
                if (m_distance[index] == far)
                    m_touched.push_back(index);
                m_distance[index] = std::min(m_distance[index], distance);
            });
        for (const std::size_t index : m_touched) {
            paint(index, m_distance[index]);
            m_distance[index] = far;
        }
        m_touched.clear();
    }
    /// Calls \p paint(index, distance, share of the way) near one straight piece.
    template <class Paint> void along(Point from, Point to, float reach, Paint paint)
    {
        const float dx = to.x - from.x, dy = to.y - from.y;
        const float length = std::max(dx * dx + dy * dy, 1e-9F);
        const float square = reach * reach;
        inBox(from, to, reach, [&](std::size_t index, Point point) {
            const float x = point.x - from.x, y = point.y - from.y;
            const float share = std::clamp((x * dx + y * dy) / length, 0.0F, 1.0F);
            const float ox = x - share * dx, oy = y - share * dy;
            const float distance = ox * ox + oy * oy;
            if (distance < square)
                paint(index, std::sqrt(distance), share);
        });
    }

private:
    static constexpr float far = std::numeric_limits<float>::max();

    template <class Paint> void inBox(Point a, Point b, float reach, Paint paint)
    {
        const Point from = m_frame.toCanvas(a), to = m_frame.toCanvas(b);
        const float wide = reach * m_frame.scale * 1.06F; // a turned square is wider
        const auto bound = [this](float canvas) {
            return std::clamp(int(std::floor(canvas / m_canvasPixel)), -1, m_size);
        };
        const int left = bound(std::min(from.x, to.x) - wide);
        const int right = bound(std::max(from.x, to.x) + wide);
        const int top = bound(std::min(from.y, to.y) - wide);
        const int bottom = bound(std::max(from.y, to.y) + wide);
        fill(std::max(left, 0), std::max(top, 0), std::min(right + 1, m_size),
             std::min(bottom + 1, m_size), paint);
    }

    template <class Paint> void fill(int left, int top, int right, int bottom, Paint paint)
    {
        for (int y = top; y < bottom; ++y) {
            const float canvasY = (float(y) + 0.5F) * m_canvasPixel;
            const Point start = m_frame.toBody({0.5F * m_canvasPixel, canvasY});
            const float stepX = m_frame.cosine * m_pixel, stepY = -m_frame.sine * m_pixel;
            std::size_t index = std::size_t(y) * std::size_t(m_size) + std::size_t(left);
            for (int x = left; x < right; ++x, ++index)
                paint(index, Point{start.x + float(x) * stepX, start.y + float(x) * stepY});
        }
    }

    BodyFrame m_frame;
    int m_size;
    float m_canvasPixel; ///< canvas pixels a pixel
    float m_pixel;       ///< units of the body a pixel
    std::vector<float> m_distance;
    std::vector<std::size_t> m_touched;
};

/// Density of a strip from its middle: \p half wide on either side, the same in sum however it is
/// blurred.
inline float strip(float distance, float half, float softness)
{
    return step(half + distance, softness) - step(distance - half, softness);
}

} // namespace phantom
