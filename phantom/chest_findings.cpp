// SPDX-License-Identifier: Apache-2.0
#include "phantom/chest_findings.h"

namespace phantom {
namespace {

bool onSide(Point point, int side)
{
    return signOf(side) * point.x > 0;
}

} // namespace

void paintNodule(const FindingShape& shape, Film& film, std::span<std::uint8_t> mask)
{
    const float soft = film.blurred(0.025F);
    film.around(shape.centre, shape.radius + soft, [&](std::size_t i, Point point) {
        const float x = point.x - shape.centre.x, y = point.y - shape.centre.y;
        const float distance = std::sqrt(x * x + y * y);
        const float share = distance / shape.radius;
        const float ball = std::sqrt(std::max(0.0F, 1 - share * share));
        film.tissue[i] += step(shape.radius - distance, soft) * (0.27F + 0.08F * ball);
        mask[i] = distance < shape.radius;
    });
}

void paintConsolidation(const FindingShape& shape, Film& film, std::span<std::uint8_t> mask)
{
    const float extent = 2 * shape.radius;
    film.around(shape.centre, extent, [&](std::size_t i, Point point) {
        const float x = point.x - shape.centre.x, y = point.y - shape.centre.y;
        const float uneven = shape.cloud.at(0.5F + x / (2 * extent), 0.5F + y / (2 * extent));
        const float depth = shape.radius + 0.055F * uneven - std::sqrt(x * x + y * y);
        const float cloud = step(depth, 0.14F);
        film.tissue[i] += 0.26F * cloud * (1 + 0.16F * uneven);
        film.vessels[i] *= 1 - 0.8F * cloud;
        mask[i] = depth > 0;
    });
}

void paintAtelectasis(const FindingShape& shape, Film& film, std::span<std::uint8_t> mask)
{
    const float soft = film.blurred(0.024F);
    for (const auto& band : shape.paths) {
        const float reach = 1.15F * std::abs(band.front().x - shape.centre.x);
        film.along(
            band.front(), band.back(), 0.055F, [&](std::size_t i, float distance, float share) {
                const float taper = bump((share - 0.5F) * 2 * reach / 1.15F, reach);
                film.tissue[i] += 0.34F * strip(distance, 0.017F, soft) * std::min(1.0F, 2 * taper);
                if (distance < 0.045F)
                    mask[i] = 1;
            });
    }
    film.around(shape.centre, shape.radius, [&](std::size_t i, Point point) {
        const float x = point.x - shape.centre.x, y = 1.3F * (point.y - shape.centre.y);
        film.tissue[i] += 0.09F * bump(std::sqrt(x * x + y * y), shape.radius);
    });
}

void paintEffusion(const FindingShape& shape, int side, Film& film, std::span<std::uint8_t> mask)
{
    const float soft = film.blurred(0.045F);
    film.everywhere([&](std::size_t i, Point point) {
        if (!onSide(point, side))
            return;
        const float outwards = std::max(0.0F, (std::abs(point.x) - 0.12F) / 0.62F);
        const float depth = point.y - shape.level + shape.rise * outwards * outwards;
        if (depth < -soft)
            return;
        const float fluid = step(depth, soft);
        film.tissue[i] += 0.02F * fluid * step(film.lung[i], 0.02F);
        film.air[i] *= 1 - fluid;
        mask[i] = depth > 0 && film.lung[i] > 0;
    });
}

void paintPneumothorax(const FindingShape& shape, int side, const LungOutline& outline, float apex,
                       Film& film, std::span<std::uint8_t> mask)
{
    constexpr float hilum = 0.2F;
    const float bottom = shape.keptWidth < 0.7F ? 0.42F : 0.26F;
    const auto pleura = [&](float y) { // |x| of the collapsed lung's edge
        const float original = y < hilum ? hilum + (y - hilum) / shape.keptHeight : y;
        const float inner = outline.inner(original);
        return original < apex ? outline.wall(original)
                               : inner + (outline.wall(original) - inner) * shape.keptWidth;
    };
    const Profile edge(-1.4F, 1.4F, pleura);
    const Profile scale(-1.4F, 1.4F, [&](float y) {
        const float slope = (pleura(y + 0.005F) - pleura(y - 0.005F)) / 0.01F;
        return 1 / std::sqrt(1 + slope * slope);
    });
    const float soft = film.blurred(0.02F), lineSoft = film.blurred(0.008F);
    film.everywhere([&](std::size_t i, Point point) {
        if (!onSide(point, side) || film.lung[i] < -soft)
            return;
        const float depth = (edge.at(point.y) - std::abs(point.x)) * scale.at(point.y);
        const float present = step(bottom - point.y, 0.06F);
        const float rim = step(-depth, soft) * present;
        film.vessels[i] *= 1 - rim;
        film.air[i] *= 1 + 0.36F * rim - 0.5F * (1 - shape.keptWidth) * (1 - rim);
        film.tissue[i] +=
            0.32F * strip(depth, 0.0075F, lineSoft) * present * step(film.lung[i], soft);
        mask[i] = depth < 0 && point.y < bottom && film.lung[i] > 0;
    });
}

} // namespace phantom
