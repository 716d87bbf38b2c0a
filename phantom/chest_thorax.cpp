// SPDX-License-Identifier: Apache-2.0
#include "phantom/chest_look.h"

#include <cmath>
#include <numbers>

namespace phantom {
namespace {

constexpr float degrees = std::numbers::pi_v<float> / 180;

struct Range {
    float low, high;
};

float draw(RandomStream& stream, Range range)
{
    return stream.uniform(range.low, range.high);
}

/// Cardiothoracic ratios: apart from each other, so that a severity can be seen, and on either side
/// of the textbook's one half. A heart looks broader from the front of a patient in bed.
Range heartRatio(bool anteroposterior, int enlargement)
{
    if (enlargement == 1)
        return {0.66F, 0.71F};
    if (enlargement == 0)
        return anteroposterior ? Range{0.55F, 0.575F} : Range{0.535F, 0.565F};
    return anteroposterior ? Range{0.435F, 0.47F} : Range{0.395F, 0.445F};
}

HeartShape makeHeart(const Thorax& thorax, bool anteroposterior, int enlargement,
                     RandomStream& stream)
{
    const float width = thorax.halfWidth * draw(stream, heartRatio(anteroposterior, enlargement));
    const float steep = enlargement == unsaid ? 36 : enlargement == 0 ? 30 : 24;
    const float angle = degrees * (steep + draw(stream, {-5, 5}));
    const float ratio = draw(stream, {0.66F, 0.74F});
    HeartShape heart;
    heart.cosine = std::cos(angle);
    heart.sine = std::sin(angle);
    heart.longHalf = width / std::hypot(heart.cosine, ratio * heart.sine);
    heart.shortHalf = ratio * heart.longHalf;
    heart.centre.x = 0.05F + 0.19F * width;
    heart.centre.y = thorax.domes[1] + 0.12F - heart.halfHeight();
    return heart;
}

/// Grows a tree of vessels from a hilum into one lung.
class VesselTree {
public:
    VesselTree(std::vector<Vessel>& vessels, float side, RandomStream& stream)
        : m_vessels(vessels), m_stream(stream), m_side(side)
    {
    }

    /// \p angle from straight outwards, positive downwards; three forks at most.
    void grow(Point from, float angle, float length, float half, int forks)
    {
        Point at = from;
        for (int piece = 0; piece < 2; ++piece) {
            angle += draw(m_stream, {-0.24F, 0.24F});
            const Point to{at.x + m_side * length / 2 * std::cos(angle),
                           at.y + length / 2 * std::sin(angle)};
            const float thinner = half * 0.86F;
            m_vessels.push_back({at, to, half, thinner, 0.04F + 7 * half});
            at = to;
            half = thinner;
        }
        if (forks == 0 || std::abs(at.x) > 0.76F || std::abs(at.x) < 0.15F)
            return;
        const float spread = draw(m_stream, {0.30F, 0.62F});
        const float share = draw(m_stream, {0.3F, 0.7F});
        const float shorter = length * draw(m_stream, {0.68F, 0.88F});
        grow(at, angle - spread * share, shorter, half * 0.76F, forks - 1);
        grow(at, angle + spread * (1 - share), shorter * 0.92F, half * 0.64F, forks - 1);
    }

private:
    std::vector<Vessel>& m_vessels;
    RandomStream& m_stream;
    float m_side;
};

std::vector<Vessel> makeVessels(RandomStream& stream)
{
    constexpr std::array angles{-72.0F, -48.0F, -22.0F, 8.0F, 32.0F, 54.0F, 76.0F};
    std::vector<Vessel> vessels;
    for (int side = 0; side < 2; ++side) {
        const float height = side == 0 ? -0.06F : -0.11F;
        VesselTree tree(vessels, signOf(side), stream);
        for (const float angle : angles) {
            const float turned = degrees * (angle + draw(stream, {-9, 9}));
            const float length = draw(stream, {0.15F, 0.22F});
            // Blood sinks: lower vessels are wider in someone upright.
            const float half = (angle > 0 ? 0.017F : 0.013F) * draw(stream, {0.85F, 1.15F});
            const Point root{signOf(side) * (0.15F + 0.03F * std::cos(turned)),
                             height + 0.09F * std::sin(turned)};
            tree.grow(root, turned, length, half, 3);
        }
    }
    return vessels;
}

} // namespace

float HeartShape::halfWidth() const
{
    return std::hypot(longHalf * cosine, shortHalf * sine);
}

float HeartShape::halfHeight() const
{
    return std::hypot(longHalf * sine, shortHalf * cosine);
}

float HeartShape::depth(Point point) const
{
    const float x = point.x - centre.x, y = point.y - centre.y;
    const float along = (cosine * x + sine * y) / longHalf;
    const float across = (cosine * y - sine * x) / shortHalf;
    const float radius = std::sqrt(along * along + across * across);
    // Divided by the gradient of the radius, this is the distance to the outline to first order.
    const float gradient = std::hypot(along / longHalf, across / shortHalf);
    return gradient > 0 ? (1 - radius) * radius / gradient : shortHalf;
}

Thorax makeThorax(bool anteroposterior, int enlargement, RandomStream& stream)
{
    Thorax thorax;
    thorax.halfWidth = draw(stream, {0.75F, 0.80F});
    thorax.apex = draw(stream, {-0.83F, -0.77F});
    const float breath = anteroposterior ? -0.06F : 0.0F;
    thorax.domes[0] = breath + draw(stream, {0.43F, 0.48F});
    thorax.domes[1] = thorax.domes[0] + draw(stream, {0.035F, 0.07F});
    thorax.heart = makeHeart(thorax, anteroposterior, enlargement, stream);
    thorax.knob = draw(stream, {0.03F, 0.08F});
    thorax.ribPitch = draw(stream, {0.145F, 0.17F});
    thorax.ribPhase = stream.uniform();
    thorax.ribDensity = draw(stream, {0.06F, 0.10F});
    thorax.claviclesAt = (anteroposterior ? -0.70F : -0.57F) + draw(stream, {-0.03F, 0.03F});
    thorax.clavicleRise =
        anteroposterior ? draw(stream, {0.02F, 0.08F}) : draw(stream, {0.16F, 0.25F});
    thorax.scapulaeAt =
        anteroposterior ? draw(stream, {0.54F, 0.62F}) : draw(stream, {0.76F, 0.84F});
    thorax.shoulders = draw(stream, {-0.92F, -0.84F});
    thorax.waist = thorax.halfWidth + draw(stream, {0.14F, 0.24F});
    const bool breasts = stream.chance(0.45F);
    const float density = draw(stream, {0.05F, 0.10F});
    thorax.breasts = breasts ? density : 0;
    thorax.breastRadius = draw(stream, {0.32F, 0.40F});
    const bool bubble = stream.chance(0.55F);
    const float dark = draw(stream, {0.10F, 0.22F});
    thorax.bubble = bubble ? dark : 0;
    thorax.bubbleAt.x = draw(stream, {0.32F, 0.48F});
    thorax.bubbleAt.y = thorax.domes[1] + draw(stream, {0.13F, 0.17F});
    thorax.bubbleHalf.x = draw(stream, {0.08F, 0.15F});
    thorax.bubbleHalf.y = draw(stream, {0.045F, 0.075F});
    thorax.vessels = makeVessels(stream);
    return thorax;
}

Exposure makeExposure(bool anteroposterior, RandomStream& stream)
{
    Exposure exposure;
    exposure.anteroposterior = anteroposterior;
    exposure.gamma = draw(stream, {0.85F, 1.25F});
    exposure.gain = draw(stream, {0.88F, 1.08F});
    exposure.offset = 0.02F * stream.normal();
    exposure.noise = draw(stream, {0.006F, 0.020F});
    const bool lines = stream.chance(anteroposterior ? 0.5F : 0.0F);
    const float contrast = draw(stream, {0.006F, 0.016F});
    exposure.gridLines = lines ? contrast : 0;
    exposure.gridPitch = draw(stream, {0.55F, 0.85F});
    exposure.gridPhase = stream.uniform();
    exposure.sideMarker = stream.chance(0.7F);
    exposure.markerAt.x = draw(stream, {85, 90});
    exposure.markerAt.y = draw(stream, {5, 9});
    return exposure;
}

BodyFrame makeBodyFrame(bool anteroposterior, RandomStream& stream)
{
    constexpr float half = canvasSize / 2.0F;
    BodyFrame frame;
    frame.centre.x = half * (1 + 0.03F * stream.normal());
    frame.centre.y = half * (1 + 0.03F * stream.normal());
    frame.scale = half * draw(stream, {0.92F, 1.05F});
    const float bound = degrees * (anteroposterior ? 3 : 1.5F);
    const float turn = draw(stream, {-bound, bound});
    frame.cosine = std::cos(turn);
    frame.sine = std::sin(turn);
    return frame;
}

} // namespace phantom
