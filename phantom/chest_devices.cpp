// SPDX-License-Identifier: Apache-2.0
#include "phantom/chest_findings.h"

namespace phantom {
namespace {

constexpr float pointable = 0.05F; // half the width of a thin device's mask

} // namespace

void paintLine(const FindingShape& shape, Film& film, std::span<std::uint8_t> mask)
{
    const float soft = film.blurred(0.006F);
    film.along(shape.paths[0], pointable, [&](std::size_t i, float distance) {
        film.tissue[i] += 0.42F * strip(distance, 0.013F, soft);
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
        const bool header = point.y < shape.centre.y - 0.55F * shape.radius;
        const float target = header ? 1.0F : 1.15F;
        film.tissue[i] += box * std::max(0.0F, target - film.tissue[i]);
        film.air[i] *= 1 - box;
        film.vessels[i] *= 1 - box;
        mask[i] = depth > 0;
    });
}

} // namespace phantom
