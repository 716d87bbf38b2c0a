// SPDX-License-Identifier: GPL-3.0-or-later
#include "phantom/shapes_scene.h"

#include "explain/sha256.h"
#include "tests/support/check.h"

#include <array>
#include <cmath>
#include <map>
#include <numbers>

using namespace phantom;

namespace {

constexpr std::uint64_t seed = 17;

Scene sceneOf(std::uint64_t index)
{
    return makeScene(Domain::Shapes, seed, index);
}

int count(const std::vector<std::uint8_t>& mask)
{
    return int(std::count(mask.begin(), mask.end(), 1));
}

using Corners = std::vector<std::array<double, 2>>;

/// Even-odd rule: nothing of the drawing's distances.
bool inPolygon(const Corners& corners, double x, double y)
{
    bool inside = false;
    for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
        const auto [xi, yi] = corners[i];
        const auto [xj, yj] = corners[j];
        if ((yi > y) != (yj > y) && x < (xj - xi) * (y - yi) / (yj - yi) + xi)
            inside = !inside;
    }
    return inside;
}

Corners starCorners()
{
    Corners corners;
    for (int i = 0; i < 10; ++i) {
        const double radius = i % 2 == 0 ? 1 : 0.42, angle = i * std::numbers::pi / 5;
        corners.push_back({radius * std::sin(angle), -radius * std::cos(angle)});
    }
    return corners;
}

double square(double value)
{
    return value * value;
}

/// The ten shapes by their definitions, \p u to the right, \p v down, in radii.
bool isInside(std::string_view shape, double u, double v)
{
    static const std::map<std::string_view, Corners> polygons{
        {"square", {{-0.8, -0.8}, {0.8, -0.8}, {0.8, 0.8}, {-0.8, 0.8}}},
        {"triangle", {{0, -1.06}, {0.918, 0.53}, {-0.918, 0.53}}},
        {"star", starCorners()},
        {"diamond", {{0, -1}, {0.62, 0}, {0, 1}, {-0.62, 0}}},
        {"bar", {{-1, -0.3}, {1, -0.3}, {1, 0.3}, {-1, 0.3}}},
        {"cross",
         {{-0.3, -0.93},
          {0.3, -0.93},
          {0.3, -0.3},
          {0.93, -0.3},
          {0.93, 0.3},
          {0.3, 0.3},
          {0.3, 0.93},
          {-0.3, 0.93},
          {-0.3, 0.3},
          {-0.93, 0.3},
          {-0.93, -0.3},
          {-0.3, -0.3}}}};
    if (const auto polygon = polygons.find(shape); polygon != polygons.end())
        return inPolygon(polygon->second, u, v);
    const double radius = std::hypot(u, v);
    if (shape == "circle")
        return radius < 0.93;
    if (shape == "ring")
        return radius > 0.47 && radius < 0.93;
    if (shape == "crescent")
        return std::hypot(u - 0.22, v) < 0.95 && std::hypot(u - 0.72, v) > 0.8;
    const double x = 0.653 * std::abs(u), y = 0.552 - 0.653 * v; // a heart: two lobes on a wedge
    return x + y > 1 ? square(x - 0.25) + square(y - 0.75) < 0.125 : x < y;
}

bool contains(const Scene& scene, std::size_t i, double x, double y)
{
    const Object& object = scene.objects[i];
    const double angle = scene.shapesLook->shapes[i].angle;
    const double right = (x - object.x) / object.radius, down = (y - object.y) / object.radius;
    return isInside(shapes[std::size_t(object.fields[Shape])],
                    right * std::cos(angle) + down * std::sin(angle),
                    down * std::cos(angle) - right * std::sin(angle));
}

/// The object in front at a point of the canvas; -1: the background.
int inFront(const Scene& scene, double x, double y)
{
    for (int i = int(scene.objects.size()) - 1; i >= 0; --i)
        if (contains(scene, std::size_t(i), x, y))
            return i;
    return -1;
}

/// \p drawing averaged over the canvas' pixels.
std::vector<double> onCanvas(const Drawing& drawing)
{
    std::vector<double> means(std::size_t(canvasSize * canvasSize * drawing.channels));
    const double scale = double(drawing.size) / canvasSize;
    const auto overlap = [scale](int pixel, int cell) {
        return std::max(
            0.0, std::min(pixel + 1.0, (cell + 1) * scale) - std::max(double(pixel), cell * scale));
    };
    for (int y = 0; y < drawing.size; ++y)
        for (int x = 0; x < drawing.size; ++x)
            for (int row = int(y / scale); row <= std::min(95, int((y + 1) / scale)); ++row)
                for (int column = int(x / scale); column <= std::min(95, int((x + 1) / scale));
                     ++column)
                    for (int c = 0; c < drawing.channels; ++c)
                        means[std::size_t((row * canvasSize + column) * drawing.channels + c)] +=
                            overlap(y, row) * overlap(x, column) / (scale * scale)
                            * drawing.pixels[std::size_t((y * drawing.size + x) * drawing.channels
                                                         + c)];
    return means;
}

} // namespace

TEST(theSameSceneGivesTheSameBytes)
{
    for (const std::uint64_t index : {0, 1, 77, 1'000'000'007}) {
        const Drawing first = draw(sceneOf(index), 96), second = draw(sceneOf(index), 96);
        CHECK(first.pixels == second.pixels);
        CHECK(first.masks == second.masks);
        CHECK(first.pixels != draw(sceneOf(index + 1), 96).pixels);
        CHECK(first.pixels != draw(makeScene(Domain::Shapes, seed + 1, index), 96).pixels);
    }
}

// The built-in network was trained on these pixels: who changes them trains it anew.
TEST(drawingsAreThoseOfTheTrainingRun)
{
    std::string bytes;
    for (std::uint64_t index = 0; index < 16; ++index) {
        const Drawing drawing = draw(sceneOf(index), canvasSize);
        bytes.append(drawing.pixels.begin(), drawing.pixels.end());
    }
    CHECK(explain::sha256(bytes)
          == "6dfb803705a4278c19f539305abd553907e246256fe40c507f5a1476b0f9711c");
}

TEST(scenesAreVariedAndInBounds)
{
    constexpr int scenes = 4000;
    std::array<int, 7> counts = {};
    std::array<std::map<int, int>, 4> seen;
    for (int i = 0; i < scenes; ++i) {
        const Scene scene = sceneOf(std::uint64_t(i));
        REQUIRE(!scene.objects.empty() && scene.objects.size() <= 6);
        ++counts[scene.objects.size()];
        for (const Object& object : scene.objects) {
            for (std::size_t field = 0; field < 4; ++field)
                ++seen[field][object.fields[field]];
            CHECK(std::min(object.x, object.y) > object.radius);
            CHECK(std::max(object.x, object.y) < canvasSize - object.radius);
        }
    }
    for (const int at : {1, 2, 3, 4, 5})
        CHECK(counts[std::size_t(at)] > 0.04 * scenes);
    CHECK(counts[6] > 0.01 * scenes);
    CHECK(seen[Colour].size() == colours.size() && seen[Shape].size() == shapes.size());
    CHECK(seen[Texture].size() == textures.size() && seen[Size].size() == sizes.size());
    for (const auto& values : seen)
        for (const auto& [value, times] : values)
            CHECK(value >= 0 && times > 0.15 * scenes);
}

TEST(fewerObjectsAreTheFirstOnes)
{
    for (std::uint64_t index = 0; index < 200; ++index) {
        const Scene whole = sceneOf(index);
        const Scene part = makeScene(Domain::Shapes, seed, index, {.objects = 2});
        REQUIRE(part.objects.size() == std::min<std::size_t>(whole.objects.size(), 2)
                || part.objects.size() == 1);
        for (std::size_t i = 0; i < part.objects.size(); ++i) {
            CHECK(part.objects[i].fields == whole.objects[i].fields);
            CHECK(part.objects[i].x == whole.objects[i].x);
            CHECK(part.objects[i].y == whole.objects[i].y);
        }
        CHECK(part.shapesLook->background[0].values == whole.shapesLook->background[0].values);
    }
}

TEST(masksAreWhatAPainterLeavesInSight)
{
    constexpr std::array within{0.02, 0.35, 0.65, 0.98};
    int wrong = 0, sure = 0, disputed = 0, edges = 0;
    for (std::uint64_t index = 0; index < 60; ++index) {
        const Scene scene = sceneOf(index);
        const Drawing drawing = draw(scene, canvasSize);
        REQUIRE(drawing.masks.size() == scene.objects.size());
        for (int pixel = 0; pixel < canvasSize * canvasSize; ++pixel) {
            int found = -1;
            for (std::size_t i = 0; i < drawing.masks.size(); ++i)
                if (drawing.masks[i][std::size_t(pixel)]) {
                    CHECK(found == -1); // visible masks never share a pixel
                    found = int(i);
                }
            const int x = pixel % canvasSize, y = pixel / canvasSize;
            int agreeing = 0;
            for (const double right : within)
                for (const double down : within)
                    agreeing += inFront(scene, x + right, y + down) == found;
            ++(agreeing == 0 ? wrong : agreeing == 16 ? sure : edges);
            disputed += agreeing > 0 && agreeing < 5;
        }
    }
    CHECK(sure > 60 * 96 * 80);
    CHECK(wrong <= edges / 2000);
    CHECK(disputed <= edges / 25);
}

TEST(noObjectIsHidden)
{
    int overlapping = 0;
    for (std::uint64_t index = 0; index < 600; ++index) {
        const Scene scene = sceneOf(index);
        const Drawing drawing = draw(scene, canvasSize);
        bool covers = false;
        for (std::size_t i = 0; i < scene.objects.size(); ++i) {
            int whole = 0;
            for (int pixel = 0; pixel < canvasSize * canvasSize; ++pixel)
                whole += contains(scene, i, pixel % canvasSize + 0.5, pixel / canvasSize + 0.5);
            const int visible = count(drawing.masks[i]);
            CHECK(visible >= 0.58 * whole);
            covers = covers || visible < 0.95 * whole;
        }
        overlapping += covers;
    }
    CHECK(overlapping > 72); // real overlaps in more than an eighth of the scenes
    CHECK(overlapping < 300);
}

TEST(aSceneIsTheSameAtAnySize)
{
    for (std::uint64_t index = 40; index < 52; ++index) {
        const Scene scene = sceneOf(index);
        const Drawing small = draw(scene, canvasSize);
        for (const int size : {240, 480}) {
            const Drawing large = draw(scene, size);
            const std::vector<double> reduced = onCanvas(large);
            double sum = 0;
            int far = 0;
            for (std::size_t i = 0; i < reduced.size(); ++i) {
                const double gap = std::abs(reduced[i] - small.pixels[i]);
                sum += gap;
                far += gap > 12;
            }
            CHECK(sum / double(reduced.size()) < 1.2);
            CHECK(far < 0.01 * double(reduced.size()));

            Drawing mask{.size = size, .channels = 1};
            for (std::size_t i = 0; i < scene.objects.size(); ++i) {
                mask.pixels = large.masks[i];
                const std::vector<double> share = onCanvas(mask);
                int both = 0, either = 0;
                for (std::size_t k = 0; k < share.size(); ++k) {
                    both += share[k] > 0.5 && small.masks[i][k];
                    either += share[k] > 0.5 || small.masks[i][k];
                }
                CHECK(both > 0.93 * either);
            }
        }
    }
}

TEST(smallDrawingsKeepTheirObjects)
{
    for (const int size : {16, 40, 95}) {
        const Scene scene = sceneOf(4);
        const Drawing drawing = draw(scene, size);
        CHECK(drawing.size == size);
        CHECK(drawing.pixels.size() == std::size_t(size * size * 3));
        REQUIRE(drawing.masks.size() == scene.objects.size());
        for (const auto& mask : drawing.masks)
            CHECK(mask.size() == std::size_t(size * size) && count(mask) >= 1);
    }
}

TEST(coloursAreWhatTheyAreCalled)
{
    const std::array<std::array<double, 3>, 10> named{{{215, 45, 40},
                                                       {240, 135, 25},
                                                       {240, 220, 50},
                                                       {50, 165, 65},
                                                       {60, 205, 215},
                                                       {45, 85, 210},
                                                       {130, 55, 175},
                                                       {245, 140, 190},
                                                       {246, 246, 246},
                                                       {22, 22, 24}}};
    int solid = 0, right = 0;
    for (std::uint64_t index = 0; index < 500; ++index) {
        const Scene scene = sceneOf(index);
        const Drawing drawing = draw(scene, canvasSize);
        for (std::size_t i = 0; i < scene.objects.size(); ++i) {
            if (textures[std::size_t(scene.objects[i].fields[Texture])]
                != std::string_view("solid"))
                continue;
            std::array<double, 3> mean = {};
            for (std::size_t pixel = 0; pixel < drawing.masks[i].size(); ++pixel)
                for (std::size_t c = 0; c < 3 && drawing.masks[i][pixel]; ++c)
                    mean[c] += drawing.pixels[pixel * 3 + c] / double(count(drawing.masks[i]));
            const auto nearest = std::ranges::min_element(named, {}, [&](const auto& colour) {
                return square(colour[0] - mean[0]) + square(colour[1] - mean[1])
                    + square(colour[2] - mean[2]);
            });
            ++solid;
            right += nearest - named.begin() == scene.objects[i].fields[Colour];
        }
    }
    CHECK(solid > 300);
    CHECK(right > 0.97 * solid);
}
