// SPDX-License-Identifier: Apache-2.0
#include "phantom/chest_findings.h"

namespace phantom {
namespace {

constexpr float pointable = 0.05F; // half the width of a thin device's mask

/// Density of a pacemaker at a place from -1 to 1: a header of resin with two sockets, and a can
/// with its battery and the edge of its shell.
float insidePacemaker(float x, float y)
{
    if (y < -0.5F) {
        const float socket = std::max(bump(y + 0.62F, 0.10F), bump(y + 0.85F, 0.10F));
        return 0.86F + 0.3F * socket * step(0.7F - std::abs(x), 0.1F);
    }
    const float shell = step(std::max(std::abs(x), std::abs(y - 0.2F) / 0.75F) - 0.84F, 0.05F);
    const float battery =
        step(0.72F - std::abs(x), 0.04F) * step(y - 0.15F, 0.04F) * step(0.72F - y, 0.04F);
    return 1.02F + 0.12F * std::max(shell, battery);
}

} // namespace

void paintLine(const FindingShape& shape, Film& film, std::span<std::uint8_t> mask)
{
    const float soft = film.blurred(0.006F);
    film.along(shape.paths[0], pointable, [&](std::size_t i, float distance) {
        film.tissue[i] += 0.52F * strip(distance, 0.0105F, soft);
        mask[i] = 1;
    });
}

void paintTube(const FindingShape& shape, Film& film, std::span<std::uint8_t> mask)
{
    const float soft = film.blurred(0.006F);
    film.along(shape.paths[0], pointable, [&](std::size_t i, float distance) {
        const float walls = strip(std::abs(distance) - 0.026F, 0.006F, soft);
        film.tissue[i] += 0.20F * strip(distance, 0.03F, soft) + 0.22F * walls;
        mask[i] = 1;
    });
}

void paintPacemaker(const FindingShape& shape, Film& film, std::span<std::uint8_t> mask)
{
    const float lineSoft = film.blurred(0.004F), soft = film.blurred(0.006F);
    film.along(shape.paths[0], 0.03F, [&](std::size_t i, float distance) {
        film.tissue[i] += 0.30F * strip(distance, 0.007F, lineSoft);
    });
    constexpr float corner = 0.035F;
    film.around(shape.centre, shape.radius + 0.02F, [&](std::size_t i, Point point) {
        const float x = std::abs(point.x - shape.centre.x), y = std::abs(point.y - shape.centre.y);
        const float beyondX = std::max(0.0F, x - shape.radius + corner);
        const float beyondY = std::max(0.0F, y - shape.radius + corner);
        const float depth = corner - std::sqrt(beyondX * beyondX + beyondY * beyondY);
        const float box = step(depth, soft);
        const float target = insidePacemaker((point.x - shape.centre.x) / shape.radius,
                                             (point.y - shape.centre.y) / shape.radius);
        film.tissue[i] += box * std::max(0.0F, target - film.tissue[i]);
        film.air[i] *= 1 - box;
        film.vessels[i] *= 1 - box;
        mask[i] = depth > 0;
    });
}

} // namespace phantom
