// SPDX-License-Identifier: Apache-2.0
#include "phantom/shapes_scene.h"

#include "phantom/shape_outlines.h"

#include <cmath>
#include <numbers>

namespace phantom {
namespace {

constexpr int most = 6; // objects

/// Red, green and blue of each colour word, in grey levels.
constexpr std::array<std::array<float, 3>, colours.size()> palette{{{215, 45, 40},
                                                                    {240, 135, 25},
                                                                    {240, 220, 50},
                                                                    {50, 165, 65},
                                                                    {60, 205, 215},
                                                                    {45, 85, 210},
                                                                    {130, 55, 175},
                                                                    {245, 140, 190},
                                                                    {246, 246, 246},
                                                                    {22, 22, 24}}};

float angleOf(RandomStream& stream, float bound)
{
    return stream.uniform(-bound, bound);
}

float mean(const std::array<float, 3>& tone)
{
    return (tone[0] + tone[1] + tone[2]) / 3;
}

/// A tone for stripes and dots: seen in \p colour, and not like the \p ground, or the outline is
/// lost. Never light in black, which would be dark in white.
std::array<float, 3> secondTone(const std::array<float, 3>& colour, float ground)
{
    const bool dark = mean(colour) < 60;
    const auto tone = [&](float factor, float lift) {
        return std::array{factor * colour[0] + lift, factor * colour[1] + lift,
                          factor * colour[2] + lift};
    };
    const auto usual = dark ? tone(0.45F, 135) : tone(0.33F, 0);
    const auto other = dark ? tone(0.45F, 80) : tone(0.14F, 0);
    const float away = std::abs(mean(usual) - ground);
    return away >= 35 || away >= std::abs(mean(other) - ground) ? usual : other;
}

/// Fields and radius, drawn whether or not the object will find a place.
Object drawObject(std::span<const Object> earlier, bool crowded, RandomStream& stream)
{
    Object object;
    object.fields[Colour] = std::int8_t(stream.below(int(colours.size())));
    object.fields[Shape] = std::int8_t(stream.below(int(shapes.size())));
    object.fields[Texture] = std::int8_t(stream.below(int(textures.size())));
    object.fields[Size] = std::int8_t(crowded ? stream.weighted(std::array{0.62F, 0.12F, 0.26F})
                                              : stream.weighted(std::array{0.38F, 0.38F, 0.24F}));
    // Half the objects take the colour or shape of another: only then does it matter which colour
    // belongs to which shape, and how many there are.
    if (!earlier.empty() && stream.chance(0.5F)) {
        const Object& other = earlier[std::size_t(stream.below(int(earlier.size())))];
        const int which = stream.below(3);
        if (which != 1)
            object.fields[Colour] = other.fields[Colour];
        if (which != 0)
            object.fields[Shape] = other.fields[Shape];
    }
    constexpr std::array<std::array<float, 2>, sizes.size()> radii{
        {{9, 10.5F}, {16.5F, 20}, {12, 14}}};
    const auto& [low, high] = radii[std::size_t(object.fields[Size])];
    object.radius = stream.uniform(low, high);
    return object;
}

ShapeLook drawLook(const Object& object, RandomStream& stream)
{
    ShapeLook look;
    look.colour = palette[std::size_t(object.fields[Colour])];
    for (float& channel : look.colour)
        channel += 9 * stream.normal();
    look.angle = angleOf(
        stream,
        shapes[std::size_t(object.fields[Shape])] == std::string_view("bar") ? 0.5F : 0.22F);
    look.shade = stream.uniform(0, 0.1F);
    look.textureAngle = stream.uniform(0, std::numbers::pi_v<float>);
    const bool striped =
        textures[std::size_t(object.fields[Texture])] == std::string_view("striped");
    look.period = 0.9F * (striped ? stream.uniform(4.6F, 5.6F) : stream.uniform(5, 6.2F));
    look.phaseX = stream.uniform();
    look.phaseY = stream.uniform();
    return look;
}

/// Where a point of the canvas lies in the frame of an object's outline.
struct UnitFrame {
    const Object& object;
    float cosine, sine;

    UnitFrame(const Object& of, const ShapeLook& look)
        : object(of), cosine(std::cos(look.angle)), sine(std::sin(look.angle))
    {
    }
    bool contains(float x, float y) const
    {
        const float right = (x - object.x) / object.radius, down = (y - object.y) / object.radius;
        if (right * right + down * down > outline::reach * outline::reach)
            return false;
        return outline::visit(object.fields[Shape], [&](auto distance) {
            return distance(right * cosine + down * sine, down * cosine - right * sine) < 0;
        });
    }
};

/// The share of object \p at that later ones leave in sight, by points in its square.
float visibleShare(std::span<const UnitFrame> frames, std::size_t at)
{
    constexpr int steps = 16;
    const Object& object = frames[at].object;
    int inside = 0, seen = 0;
    for (int i = 0; i < steps * steps; ++i) {
        const float right = (float(i % steps) + 0.5F) / steps * 2 - 1;
        const float down = (float(i / steps) + 0.5F) / steps * 2 - 1;
        const float x = object.x + right * object.radius, y = object.y + down * object.radius;
        if (!frames[at].contains(x, y))
            continue;
        ++inside;
        seen += std::ranges::none_of(frames.subspan(at + 1),
                                     [&](const UnitFrame& later) { return later.contains(x, y); });
    }
    return inside == 0 ? 0 : float(seen) / float(inside);
}

float squaredDistance(const Object& a, const Object& b)
{
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

/// Mean grey level of the background under a point of the canvas, soft spots left out.
float groundAt(const ShapesLook& look, float x, float y)
{
    std::array<float, 3> ground = {};
    for (std::size_t i = 0; i < 3; ++i)
        ground[i] = look.background[i].at(x / canvasSize, y / canvasSize);
    return mean(ground);
}

class Arrangement {
public:
    Arrangement(Scene& scene, ShapesLook& look) : m_scene(scene), m_look(look) { }

    /// Puts \p object in front of the others, or answers that there is no room.
    bool place(Object object, const ShapeLook& look, RandomStream& stream)
    {
        if (!m_scene.objects.empty() && stream.chance(0.4F) && overlap(object, look, stream))
            return true;
        for (int attempt = 0; attempt < 40; ++attempt) {
            const float margin = outline::reach * object.radius + 0.5F;
            object.x = stream.uniform(margin, canvasSize - margin);
            object.y = stream.uniform(margin, canvasSize - margin);
            if (isApart(object, nullptr)) {
                keep(object, look);
                return true;
            }
        }
        return false;
    }

private:
    /// Places \p object over a part of one earlier object of another colour.
    bool overlap(Object object, const ShapeLook& look, RandomStream& stream)
    {
        const auto under = std::size_t(stream.below(int(m_scene.objects.size())));
        for (int attempt = 0; attempt < 12; ++attempt) {
            const Object& other = m_scene.objects[under];
            const float distance = stream.uniform(0.55F, 0.88F) * (object.radius + other.radius);
            const float direction = angleOf(stream, std::numbers::pi_v<float>);
            object.x = other.x + distance * std::cos(direction);
            object.y = other.y + distance * std::sin(direction);
            const float margin = outline::reach * object.radius + 0.5F;
            const bool fits = std::min(object.x, object.y) >= margin
                && std::max(object.x, object.y) <= canvasSize - margin;
            if (!fits || object.fields[Colour] == other.fields[Colour] || !isApart(object, &other))
                continue;
            keep(object, look);
            if (isMostlySeen(under))
                return true;
            m_scene.objects.pop_back();
            m_look.shapes.pop_back();
        }
        return false;
    }

    bool isApart(const Object& object, const Object* except) const
    {
        return std::ranges::all_of(m_scene.objects, [&](const Object& other) {
            const float reach = object.radius + other.radius;
            return &other == except || squaredDistance(object, other) > 0.9F * reach * reach;
        });
    }

    bool isMostlySeen(std::size_t object) const
    {
        std::vector<UnitFrame> frames;
        for (std::size_t i = 0; i < m_scene.objects.size(); ++i)
            frames.emplace_back(m_scene.objects[i], m_look.shapes[i]);
        return visibleShare(frames, object) >= 0.65F;
    }

    void keep(const Object& object, const ShapeLook& look)
    {
        m_scene.objects.push_back(object);
        m_look.shapes.push_back(look);
        m_look.shapes.back().second = secondTone(look.colour, groundAt(m_look, object.x, object.y));
    }

    Scene& m_scene;
    ShapesLook& m_look;
};

/// Adds a slope from one side of the canvas to the other to a grid.
void addSlope(SmoothGrid& grid, float height, float direction)
{
    const float across = std::cos(direction), down = std::sin(direction);
    for (int i = 0; i < grid.side * grid.side; ++i) {
        const float x = (float(i % grid.side) + 0.5F) / float(grid.side) - 0.5F;
        const float y = (float(i / grid.side) + 0.5F) / float(grid.side) - 0.5F;
        grid.values[std::size_t(i)] += height * (x * across + y * down);
    }
}

/// Lighter where the background is dark, and darker where it is light: black and white stay in
/// sight.
BackgroundBlob drawBlob(float ground, RandomStream& stream)
{
    BackgroundBlob blob;
    const bool band = stream.chance(0.3F);
    blob.x = stream.uniform(0, canvasSize);
    blob.y = stream.uniform(0, canvasSize);
    blob.radius = stream.uniform(14, 34);
    blob.angle = angleOf(stream, std::numbers::pi_v<float>);
    blob.stretch = band ? 8 : stream.uniform(1, 1.8F);
    const float height = stream.uniform(12, 32);
    for (float& channel : blob.shift)
        channel = (ground < 130 ? height : -height) + 7 * stream.normal();
    return blob;
}

void drawBackground(ShapesLook& look, RandomStream& stream)
{
    const float grey = stream.uniform(70, 190);
    const int side = 3 + stream.below(5);
    const float greyDeviation = stream.uniform(3, 18);
    const float colourDeviation = stream.uniform(0, 9);
    const SmoothGrid common = normalGrid(side, greyDeviation, stream);
    for (SmoothGrid& channel : look.background) {
        channel = normalGrid(side, colourDeviation, stream);
        for (std::size_t i = 0; i < common.values.size(); ++i)
            channel.values[i] += grey + common.values[i];
    }
    if (stream.chance(0.25F)) {
        const float height = stream.uniform(20, 70);
        const float direction = angleOf(stream, std::numbers::pi_v<float>);
        for (SmoothGrid& channel : look.background) {
            const float tint = stream.uniform(0.8F, 1.2F);
            addSlope(channel, height * tint, direction);
        }
    }
    for (SmoothGrid& channel : look.background)
        for (float& value : channel.values)
            value = std::clamp(value, 58.0F, 202.0F);
    const int blobs = stream.chance(0.25F) ? 1 + stream.below(3) : 0;
    for (int i = 0; i < blobs; ++i)
        look.blobs.push_back(drawBlob(grey, stream));
    look.backgroundNoise = stream.uniform(1.5F, 7);
    look.objectNoise = stream.uniform(0.8F, 4.5F);
    look.gain = stream.uniform(0.88F, 1.12F);
    look.offset = stream.uniform(-8, 8);
}

} // namespace

Scene makeShapesScene(std::uint64_t seed, std::uint64_t index, const SceneLimits& limits)
{
    RandomStream objectStream(seed, index, RandomStream::Purpose::Scene);
    RandomStream lookStream(seed, index, RandomStream::Purpose::Look);
    Scene scene{.domain = Domain::Shapes, .seed = seed, .index = index};
    ShapesLook look;
    drawBackground(look, lookStream);

    constexpr std::array<float, most> weights{0.12F, 0.30F, 0.30F, 0.18F, 0.07F, 0.03F};
    const int wanted = 1 + objectStream.weighted(weights);
    Arrangement arrangement(scene, look);
    for (int i = 0; i < std::min(wanted, limits.objects); ++i) {
        const Object object = drawObject(scene.objects, wanted > 4, objectStream);
        arrangement.place(object, drawLook(object, lookStream), objectStream);
    }
    scene.shapesLook = std::make_shared<const ShapesLook>(std::move(look));
    return scene;
}

} // namespace phantom
