// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phantom/scene.h"

#include <algorithm>
#include <cmath>

/// The ten shapes, each about its centre and about 1 in half extent. A function answers how far the
/// point \p u to the right and \p v below the centre is from the outline, negative inside: exact
/// near straight edges and circles, cut short at corners so that these stay sharp.
namespace phantom::outline {

/// How far a shape may reach from its centre, its corners included.
constexpr float reach = 1.06F;

inline float circle(float u, float v)
{
    return std::sqrt(u * u + v * v) - 0.93F;
}

inline float square(float u, float v)
{
    return std::max(std::abs(u), std::abs(v)) - 0.8F;
}

inline float triangle(float u, float v)
{
    return std::max(v, 0.866F * std::abs(u) - 0.5F * v) - 0.53F;
}

/// Five tips at 1, notches at 0.42: folded into the twentieth beside the upper tip.
inline float star(float u, float v)
{
    constexpr float cosine = 0.809017F, sine = 0.587785F; // of 36 degrees
    float along = -v, aside = std::abs(u);
    // Mirrors at 36 and then at 108 degrees from the upper tip.
    const float first = 2 * std::max(aside * cosine - along * sine, 0.0F);
    along += first * sine;
    aside -= first * cosine;
    aside = std::abs(aside);
    const float second = 2 * std::max(aside * cosine - along * sine, 0.0F);
    along += second * sine;
    aside -= second * cosine;
    aside = std::abs(aside);
    constexpr float edgeAlong = 0.42F * cosine - 1, edgeAside = 0.42F * sine, length = 0.704859F;
    return (edgeAside * (along - 1) - edgeAlong * aside) / length;
}

inline float cross(float u, float v)
{
    const float across = std::abs(u), down = std::abs(v);
    return std::min(std::max(across - 0.3F, down - 0.93F), std::max(across - 0.93F, down - 0.3F));
}

inline float ring(float u, float v)
{
    return std::abs(std::sqrt(u * u + v * v) - 0.7F) - 0.23F;
}

/// Two half discs on a square that stands on its corner.
inline float heart(float u, float v)
{
    constexpr float scale = 0.653F;
    const float x = scale * std::abs(u), y = 0.552F - scale * v;
    if (x + y > 1)
        return (std::sqrt((x - 0.25F) * (x - 0.25F) + (y - 0.75F) * (y - 0.75F)) - 0.353553F)
            / scale;
    const float foot = std::max(0.5F * (x + y), 0.0F);
    const float toEdge = (x - foot) * (x - foot) + (y - foot) * (y - foot);
    const float toNotch = x * x + (y - 1) * (y - 1);
    return std::copysign(std::sqrt(std::min(toEdge, toNotch)), x - y) / scale;
}

inline float diamond(float u, float v)
{
    return (std::abs(u) / 0.62F + std::abs(v) - 1) * 0.527F;
}

/// A disc less another one to its right.
inline float crescent(float u, float v)
{
    u -= 0.22F; // its middle
    const float disc = std::sqrt(u * u + v * v) - 0.95F;
    return std::max(disc, 0.8F - std::sqrt((u - 0.5F) * (u - 0.5F) + v * v));
}

inline float bar(float u, float v)
{
    return std::max(std::abs(u) - 1, std::abs(v) - 0.3F);
}

/// Calls \p act with the outline of a shape: an index of phantom::shapes.
template <typename Act> decltype(auto) visit(int shape, Act&& act)
{
    switch (shape) {
    case 0: return act([](float u, float v) { return circle(u, v); });
    case 1: return act([](float u, float v) { return square(u, v); });
    case 2: return act([](float u, float v) { return triangle(u, v); });
    case 3: return act([](float u, float v) { return star(u, v); });
    case 4: return act([](float u, float v) { return cross(u, v); });
    case 5: return act([](float u, float v) { return ring(u, v); });
    case 6: return act([](float u, float v) { return heart(u, v); });
    case 7: return act([](float u, float v) { return diamond(u, v); });
    case 8: return act([](float u, float v) { return crescent(u, v); });
    default: return act([](float u, float v) { return bar(u, v); });
    }
}

} // namespace phantom::outline
