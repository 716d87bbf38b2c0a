// SPDX-License-Identifier: Apache-2.0
#include "phantom/chest_anatomy.h"

namespace phantom {
namespace {

constexpr float low = -1.4F, high = 1.4F; // of all profiles over the height

/// |x| of a lung's outer edge: round at the apex, straight below.
float wallAt(const Thorax& thorax, float y)
{
    constexpr float straightFrom = 0.2F, summit = 0.27F;
    if (y <= thorax.apex)
        return summit - 6 * (thorax.apex - y);
    if (y >= straightFrom)
        return thorax.halfWidth + 0.03F * (y - straightFrom);
    const float t = (straightFrom - y) / (straightFrom - thorax.apex);
    return summit
        + (thorax.halfWidth - summit) * std::sqrt(std::max(0.0F, 1 - t * t * std::sqrt(t)));
}

float innerAt(const Thorax& thorax, float y)
{
    const float t = std::clamp((0.1F - y) / (0.1F - thorax.apex), 0.0F, 1.2F);
    return 0.11F + 0.15F * t * t * t * t * t * t;
}

/// Two sheets: the dome, and the deep angle between diaphragm and chest wall.
float diaphragmAt(const Thorax& thorax, int side, float across)
{
    const float q = (across - 0.40F) / 0.38F;
    const float outside = std::max(0.0F, q);
    return thorax.domes[std::size_t(side)] + 0.10F * q * q
        + 0.10F * outside * outside * outside * outside;
}

/// The outlines of the body that are not the lungs'.
struct Outlines {
    Profile shoulder; ///< height of the skin at |x|
    Profile flank;    ///< |x| of the skin
    Profile right;    ///< |x| of the mediastinum on the patient's right
    Profile left;

    explicit Outlines(const Thorax& thorax)
        : shoulder(0, 1.4F,
                   [&](float x) {
                       const float slope = 0.10F * (x - 0.3F);
                       const float fall = std::max(0.0F, x - 0.72F);
                       const float t = std::clamp((0.62F - x) / 0.40F, 0.0F, 1.0F);
                       const float trapezius = 0.9F * t * t * t + 0.12F * t;
                       return thorax.shoulders + slope + 0.75F * fall * fall - trapezius;
                   }),
          flank(low, high,
                [&](float y) {
                    return thorax.waist + 0.5F * step(-0.30F - y, 0.26F)
                        - 0.03F * step(y - 0.55F, 0.4F);
                }),
          right(low, high, [](float y) { return 0.085F + 0.035F * step(y + 0.52F, 0.2F); }),
          left(low, high, [&](float y) {
              return 0.085F + 0.02F * step(y + 0.6F, 0.1F)
                  + (0.02F + thorax.knob) * bump(y + 0.43F, 0.16F) + 0.05F * bump(y + 0.2F, 0.2F)
                  + 0.02F * step(y + 0.45F, 0.1F);
          })
    {
    }
};

float thickness(const Outlines& outlines, Point point, float across, float skin)
{
    const float depth =
        std::min(point.y - outlines.shoulder.at(across), outlines.flank.at(point.y) - across);
    if (depth < -skin)
        return 0;
    const float middle = 0.36F + 0.16F * step(depth - 0.1F, 0.16F);
    const float abdomen = 0.15F * step(point.y - 0.46F, 0.2F);
    const float shoulder = 0.07F * step(across - 0.72F, 0.14F) * step(-0.34F - point.y, 0.14F);
    const float muscle = 0.045F * step(point.y + 0.62F, 0.2F)
        * step(0.14F - point.y - 0.5F * (across - 0.3F), 0.14F) * step(across - 0.25F, 0.2F);
    return step(depth, skin) * (middle + abdomen + shoulder + muscle);
}

/// The larger of two depths, without the notch where they meet.
float smoothMaximum(float a, float b, float width)
{
    const float share = std::clamp(0.5F + 0.5F * (a - b) / width, 0.0F, 1.0F);
    return b + (a - b) * share + width * share * (1 - share);
}

/// The lower rim of a breast is a sharp crescent; its upper part is lost in the chest wall.
float breast(const Thorax& thorax, Point point, float across)
{
    const float x = (across - 0.47F) / thorax.breastRadius;
    const float y = (point.y - 0.16F) / (0.95F * thorax.breastRadius);
    const float square = x * x + y * y;
    if (square > 1.3F)
        return 0;
    const float depth = (1 - square) / 2 * thorax.breastRadius;
    return thorax.breasts * step(depth, 0.02F) * (0.25F + 0.75F * step(y, 0.9F));
}

float bubble(const Thorax& thorax, Point point)
{
    const float x = (point.x - thorax.bubbleAt.x) / thorax.bubbleHalf.x;
    const float y = (point.y - thorax.bubbleAt.y) / thorax.bubbleHalf.y;
    const float depth = (1 - x * x - y * y * (y > 0 ? 1.4F : 1)) / 2;
    return thorax.bubble * step(depth, 0.3F);
}

void paintTrunks(const Thorax& thorax, Film& film)
{
    const float soft = film.blurred(0.015F);
    film.along({{0, -1.4F}, {0.004F, -0.7F}, {-0.006F, -0.34F}}, 0.06F,
               [&](std::size_t i, float distance) {
                   film.tissue[i] -= 0.12F * strip(distance, 0.044F, soft);
               });
    for (int side = 0; side < 2; ++side) {
        const Point end = side == 0 ? Point{-0.15F, -0.20F} : Point{0.18F, -0.17F};
        film.along({{0, -0.33F}, end}, 0.05F, [&](std::size_t i, float distance) {
            film.tissue[i] -= 0.045F * strip(distance, 0.026F, soft);
        });
        const Point hilum{signOf(side) * 0.19F, side == 0 ? -0.06F : -0.11F};
        film.around(hilum, 0.19F, [&](std::size_t i, Point point) {
            const float x = point.x - hilum.x, y = 0.7F * (point.y - hilum.y);
            film.vessels[i] += 0.15F * bump(std::sqrt(x * x + y * y), 0.13F);
        });
    }
    for (const Vessel& vessel : thorax.vessels) {
        const float softness = film.blurred(0.006F);
        film.along(vessel.from, vessel.to, vessel.fromHalf + softness,
                   [&](std::size_t i, float distance, float share) {
                       const float half =
                           vessel.fromHalf + share * (vessel.toHalf - vessel.fromHalf);
                       const float density = vessel.density * strip(distance, half, softness);
                       film.vessels[i] = std::max(film.vessels[i], density);
                   });
    }
}

} // namespace

LungOutline::LungOutline(const Thorax& thorax)
    : m_wall(low, high, [&](float y) { return wallAt(thorax, y); }),
      m_wallScale(low, high,
                  [&](float y) {
                      const float slope =
                          (wallAt(thorax, y + 0.005F) - wallAt(thorax, y - 0.005F)) / 0.01F;
                      return 1 / std::sqrt(1 + slope * slope);
                  }),
      m_inner(low, high, [&](float y) { return innerAt(thorax, y); }),
      m_diaphragm{Profile(0, 1.4F, [&](float x) { return diaphragmAt(thorax, 0, x); }),
                  Profile(0, 1.4F, [&](float x) { return diaphragmAt(thorax, 1, x); })}
{
}

float LungOutline::wallDepth(Point point) const
{
    return (wall(point.y) - std::abs(point.x)) * m_wallScale.at(point.y);
}

void paintSoftTissue(const Thorax& thorax, const LungOutline& outline, Film& film)
{
    const Outlines outlines(thorax);
    const float skin = film.blurred(0.02F), wallSoft = film.blurred(0.03F);
    const float domeSoft = film.blurred(0.015F), heartSoft = film.blurred(0.028F);
    film.everywhere([&](std::size_t i, Point point) {
        const float across = std::abs(point.x);
        const int side = point.x < 0 ? 0 : 1;
        float density = thickness(outlines, point, across, skin);

        const float wall = outline.wallDepth(point);
        const float dome = outline.diaphragm(side, across) - point.y;
        const float inner = across - outline.inner(point.y);
        film.lung[i] = std::min({wall, dome, inner});
        float air = step(wall, wallSoft) * step(dome, domeSoft) * step(inner, wallSoft)
            * (0.80F + 0.20F * step(wall - 0.1F, 0.16F));
        // Rays that graze the chest wall meet more of the ribs.
        density += 0.06F * bump(wall + 0.03F, 0.08F) * step(0.6F - point.y, 0.2F);

        const float edge = side == 0 ? outlines.right.at(point.y) : outlines.left.at(point.y);
        const float trunk = edge - across;
        const float heart = thorax.heart.depth(point);
        const float shadow = smoothMaximum(trunk, heart, 0.09F);
        // Below the diaphragm heart and liver are equally dense: their border is lost.
        const float above = 1 - step(-dome - 0.01F, 0.06F);
        density += step(shadow, heartSoft) * above * (0.13F + 0.05F * step(shadow - 0.07F, 0.1F));
        air *= 1 - step(shadow, heartSoft) * (heart > trunk ? 0.88F : 0.95F);
        if (thorax.breasts > 0)
            density += breast(thorax, point, across);
        if (thorax.bubble > 0 && side == 1)
            density -= bubble(thorax, point);
        film.tissue[i] = density;
        film.air[i] = air;
    });
    paintTrunks(thorax, film);
}

} // namespace phantom
