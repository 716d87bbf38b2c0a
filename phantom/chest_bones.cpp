// SPDX-License-Identifier: Apache-2.0
#include "phantom/chest_anatomy.h"

namespace phantom {
namespace {

/// A bone's shadow from its middle: the outer layer is denser.
float boneShadow(float distance, float half, float softness)
{
    return 0.75F * strip(distance, half, softness)
        + 0.5F * strip(std::abs(distance) - 0.8F * half, 0.2F * half, softness);
}

/// Heights of the ribs at |x|, up to a constant: behind they fall outwards, in front they climb.
float behind(float across)
{
    return -0.10F * across + 0.42F * across * across;
}
float inFront(float across)
{
    return behind(0.8F) + 0.62F * (0.8F - across) - 0.15F * (0.8F - across) * (0.8F - across);
}

class Ribs {
public:
    Ribs(const Thorax& thorax, const Film& film)
        : m_thorax(thorax),
          m_back(-0.5F, 0.5F,
                 [&](float share) {
                     return boneShadow(share * thorax.ribPitch, 0.027F, film.blurred(0.008F));
                 }),
          m_front(-0.5F, 0.5F, [&](float share) {
              return boneShadow(share * thorax.ribPitch, 0.032F, film.blurred(0.012F));
          })
    {
    }

    float density(Point point, float across, float wall) const
    {
        if (point.y < -0.88F || point.y > 0.85F || wall < -0.05F)
            return 0;
        const float cage =
            step(wall + 0.02F, 0.02F) * step(point.y + 0.80F, 0.06F) * step(0.72F - point.y, 0.10F);
        const float belly = 1 - 0.6F * step(point.y - 0.5F, 0.1F);
        const float back =
            m_back.at(between(point.y - behind(across))) * step(across - 0.09F, 0.03F);
        const float front = m_front.at(between(point.y - inFront(across)))
            * step(across - 0.42F, 0.16F) * step(0.35F - point.y, 0.15F);
        return m_thorax.ribDensity * cage * belly * (back + 0.6F * front);
    }

private:
    /// Where between two ribs, as a share of a pitch from the nearest.
    float between(float height) const
    {
        const float position = height / m_thorax.ribPitch + m_thorax.ribPhase + 16;
        return position - std::floor(position) - 0.5F;
    }

    const Thorax& m_thorax;
    Profile m_back, m_front;
};

/// Bodies of the vertebrae, the gaps between them, and a spinous process on each.
float spine(Point point, float softness)
{
    if (std::abs(point.x) > 0.12F)
        return 0;
    const float position = point.y / 0.098F + 32;
    const float share = position - std::floor(position) - 0.5F;
    const float body = strip(point.x, 0.068F, softness);
    const float gap = bump(std::abs(share) - 0.5F, 0.16F);
    const float process = bump(point.x, 0.018F) * bump(share - 0.1F, 0.3F);
    return body * (0.045F - 0.03F * gap) + 0.03F * process;
}

void paintShoulder(const Thorax& thorax, float side, Film& film)
{
    const float soft = film.blurred(0.012F);
    const float at = thorax.claviclesAt, rise = thorax.clavicleRise;
    const auto height = [&](float t) { return at - rise * t * (1.35F - 0.35F * t); };
    std::vector<Point> clavicle;
    for (int i = 0; i <= 8; ++i) {
        const float t = float(i) / 8;
        const float bend = 0.22F * t * (1 - t) * (0.5F - t); // the S of a clavicle
        clavicle.push_back({side * (0.065F + 0.75F * t), height(t) + 2 * bend});
    }
    film.along(clavicle, 0.06F, [&](std::size_t i, float distance) {
        film.tissue[i] += 0.14F * boneShadow(distance, 0.027F, soft);
    });

    const float border = thorax.scapulaeAt;
    const Point head{side * 1.04F, height(1) + 0.20F};
    film.around({side * (border + 0.2F), -0.36F}, 0.42F, [&](std::size_t i, Point point) {
        const float x = side * point.x;
        const float inner = x - border - 0.13F * (point.y + 0.66F);
        const float outer = (0.99F - x) - 0.62F * (point.y + 0.58F);
        const float upper = point.y - height(1) - 0.10F;
        const float blade = std::min({inner, outer, upper});
        if (blade > -0.03F)
            film.tissue[i] += 0.04F * step(blade, soft) + 0.035F * bump(blade - 0.01F, 0.022F);
    });
    film.along({{side * (border + 0.06F), -0.52F}, {side * 0.97F, height(1) - 0.01F}}, 0.05F,
               [&](std::size_t i, float distance) {
                   film.tissue[i] += 0.05F * boneShadow(distance, 0.024F, soft);
               });
    film.around(head, 0.16F, [&](std::size_t i, Point point) {
        const float x = point.x - head.x, y = point.y - head.y;
        const float depth = 0.12F - std::sqrt(x * x + y * y);
        film.tissue[i] += 0.08F * step(depth, 0.03F) + 0.025F * bump(depth - 0.016F, 0.03F);
    });
    film.along(head, {side * 1.16F, 0.2F}, 0.09F, [&](std::size_t i, float distance, float share) {
        if (share > 0)
            film.tissue[i] += 0.09F * boneShadow(distance, 0.06F, soft);
    });
}

} // namespace

void paintBones(const Thorax& thorax, const LungOutline& outline, Film& film)
{
    const Ribs ribs(thorax, film);
    const float soft = film.blurred(0.03F);
    film.everywhere([&](std::size_t i, Point point) {
        film.tissue[i] +=
            ribs.density(point, std::abs(point.x), outline.wallDepth(point)) + spine(point, soft);
    });
    for (int side = 0; side < 2; ++side)
        paintShoulder(thorax, signOf(side), film);
}

} // namespace phantom
