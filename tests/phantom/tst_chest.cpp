// SPDX-License-Identifier: GPL-3.0-or-later
#include "phantom/chest_scene.h"

#include "tests/support/check.h"

#include <array>
#include <cmath>
#include <map>
#include <set>

using namespace phantom;

namespace {

constexpr std::uint64_t seed = 19;

Scene sceneOf(std::uint64_t index, SceneLimits limits = {})
{
    return makeScene(Domain::Chest, seed, index, limits);
}

using Mask = std::vector<std::uint8_t>;

int area(const Mask& mask)
{
    return int(std::count(mask.begin(), mask.end(), 1));
}

/// Where a mask lies, in shares of the picture.
struct Extent {
    double x = 0, y = 0; ///< the middle of its pixels
    double left = 1, right = 0, top = 1, bottom = 0;
};

Extent extentOf(const Mask& mask, int size)
{
    Extent extent;
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) {
            if (!mask[std::size_t(y * size + x)])
                continue;
            const double across = (x + 0.5) / size, down = (y + 0.5) / size;
            extent.x += across;
            extent.y += down;
            extent.left = std::min(extent.left, across);
            extent.right = std::max(extent.right, across);
            extent.top = std::min(extent.top, down);
            extent.bottom = std::max(extent.bottom, down);
        }
    extent.x /= area(mask);
    extent.y /= area(mask);
    return extent;
}

std::size_t findingsOf(const Scene& scene)
{
    return scene.objects.size() - 3;
}

const Mask& heartMask(const Drawing& drawing)
{
    return drawing.masks[drawing.masks.size() - 3];
}

const Mask& lungMask(const Drawing& drawing, int side)
{
    return drawing.masks[drawing.masks.size() - 2 + std::size_t(side)];
}

/// The same chest and the same exposure, one finding less.
Scene without(const Scene& scene, std::size_t finding)
{
    Scene other = scene;
    auto look = std::make_shared<ChestLook>(*scene.chestLook);
    other.objects.erase(other.objects.begin() + std::ptrdiff_t(finding));
    look->findings.erase(look->findings.begin() + std::ptrdiff_t(finding));
    other.chestLook = std::move(look);
    return other;
}

/// How much brighter the pixels of \p mask are in \p a than in \p b, grey levels.
double brighter(const Drawing& a, const Drawing& b, const Mask& mask)
{
    double sum = 0;
    for (std::size_t i = 0; i < mask.size(); ++i)
        sum += mask[i] * (double(a.pixels[i]) - double(b.pixels[i]));
    return sum / area(mask);
}

/// Averages whole blocks of pixels.
std::vector<double> reduced(const std::vector<std::uint8_t>& values, int size, int factor)
{
    const int small = size / factor;
    std::vector<double> means(std::size_t(small * small));
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x)
            means[std::size_t(y / factor * small + x / factor)] +=
                double(values[std::size_t(y * size + x)]) / (factor * factor);
    return means;
}

TEST(aSceneIsTheSameBytesEachTime)
{
    std::set<std::vector<std::uint8_t>> pictures;
    for (std::uint64_t index = 0; index < 20; ++index) {
        const Drawing first = draw(sceneOf(index), canvasSize);
        const Drawing second = draw(sceneOf(index), canvasSize);
        CHECK(first.pixels == second.pixels);
        CHECK(first.masks == second.masks);
        pictures.insert(first.pixels);
    }
    CHECK(pictures.size() == 20);
}

TEST(anatomyStandsBehindTheFindings)
{
    for (std::uint64_t index = 0; index < 200; ++index) {
        const Scene scene = sceneOf(index);
        const auto last = scene.objects.end();
        CHECK((last[-3].fields == Fields{unsaid, std::int8_t(FindingKind::Heart), unsaid, unsaid}));
        CHECK((last[-2].fields == Fields{0, std::int8_t(FindingKind::Lung), unsaid, unsaid}));
        CHECK((last[-1].fields == Fields{1, std::int8_t(FindingKind::Lung), unsaid, unsaid}));
        CHECK(scene.chestLook->findings.size() == findingsOf(scene));
        const Drawing drawing = draw(scene, canvasSize);
        CHECK(drawing.channels == 1 && drawing.masks.size() == scene.objects.size());
        for (const Mask& mask : drawing.masks)
            CHECK(area(mask) > 0);
    }
}

// Which fields each finding has: side, zone, severity.
TEST(findingsHaveTheirFieldsAndNoOthers)
{
    constexpr std::array<std::array<bool, 3>, findingCount> has{{{true, true, false},
                                                                 {true, true, false},
                                                                 {true, false, true},
                                                                 {true, false, true},
                                                                 {true, true, false},
                                                                 {false, false, true},
                                                                 {true, true, false},
                                                                 {true, false, false},
                                                                 {false, false, false},
                                                                 {true, false, false}}};
    for (std::uint64_t index = 0; index < 2000; ++index) {
        const Scene scene = sceneOf(index);
        for (std::size_t i = 0; i < findingsOf(scene); ++i) {
            const Fields& fields = scene.objects[i].fields;
            const auto& expected = has[std::size_t(fields[Finding])];
            CHECK((fields[Side] != unsaid) == expected[0]);
            CHECK((fields[Zone] != unsaid) == expected[1]);
            CHECK((fields[Severity] != unsaid) == expected[2]);
        }
    }
}

TEST(findingsShareNoPlace)
{
    constexpr int scenes = 4000;
    std::array<int, findingCount> often = {};
    int empty = 0;
    for (std::uint64_t index = 0; index < scenes; ++index) {
        const Scene scene = sceneOf(index);
        std::set<std::array<int, 2>> places; // side and zone
        std::set<int> pleura, kinds;
        for (std::size_t i = 0; i < findingsOf(scene); ++i) {
            const Fields& fields = scene.objects[i].fields;
            const FindingKind kind = kindOf(scene.objects[i]);
            ++often[std::size_t(kind)];
            CHECK(kinds.insert(int(kind)).second);
            const bool fluid = kind == FindingKind::Effusion,
                       air = kind == FindingKind::Pneumothorax;
            if (fluid || air)
                CHECK(pleura.insert(fields[Side]).second);
            if (fluid || air || fields[Zone] != unsaid)
                CHECK(places.insert({fields[Side], fluid ? 2 : air ? 0 : fields[Zone]}).second);
            if (kind == FindingKind::Atelectasis)
                CHECK(fields[Zone] != 0);
        }
        empty += findingsOf(scene) == 0;
    }
    for (const int count : often)
        CHECK(count > 0.28 * scenes && count < 0.45 * scenes);
    CHECK(empty > 0.07 * scenes && empty < 0.13 * scenes);
}

TEST(fewerFindingsLeaveTheOthersWhereTheyAre)
{
    for (std::uint64_t index = 0; index < 300; ++index) {
        const Scene all = sceneOf(index);
        const Scene two = sceneOf(index, {.findings = 2});
        CHECK(findingsOf(two) == std::min<std::size_t>(2, findingsOf(all)));
        for (std::size_t i = 0; i < findingsOf(two); ++i)
            CHECK(two.objects[i].fields == all.objects[i].fields);
        CHECK(two.chestLook->exposure.gamma == all.chestLook->exposure.gamma);
        CHECK(two.chestLook->frame.scale == all.chestLook->frame.scale);
        CHECK(two.chestLook->thorax.ribPhase == all.chestLook->thorax.ribPhase);
    }
}

// The patient's right is on the image's left. The midline is the middle between both lungs.
TEST(masksLieOnTheSideAndInTheZoneThatIsSaid)
{
    constexpr std::array<std::array<double, 2>, zones.size()> heights{
        {{0.1, 0.36}, {0.40, 0.62}, {0.63, 0.85}}}; // of a lung, from its apex
    for (std::uint64_t index = 0; index < 400; ++index) {
        const Scene scene = sceneOf(index);
        const Drawing drawing = draw(scene, canvasSize);
        const Extent right = extentOf(lungMask(drawing, 0), canvasSize);
        const Extent left = extentOf(lungMask(drawing, 1), canvasSize);
        CHECK(right.right < left.left);
        const double midline = (right.right + left.left) / 2;
        for (std::size_t i = 0; i < findingsOf(scene); ++i) {
            const Fields& fields = scene.objects[i].fields;
            const Extent mask = extentOf(drawing.masks[i], canvasSize);
            if (fields[Side] != unsaid)
                CHECK((mask.x < midline) == (fields[Side] == 0));
            if (fields[Zone] == unsaid)
                continue;
            const Extent& lung = fields[Side] == 0 ? right : left;
            const double height = (mask.y - lung.top) / (lung.bottom - lung.top);
            const auto& bounds = heights[std::size_t(fields[Zone])];
            CHECK(height > bounds[0] && height < bounds[1]);
        }
    }
}

// Air is dark on a radiograph; all else that is found here is bright.
TEST(findingsChangeThePictureWhereTheirMasksAre)
{
    std::array<double, findingCount> least;
    least.fill(255);
    for (std::uint64_t index = 0; index < 400; ++index) {
        const Scene scene = sceneOf(index);
        const Drawing drawing = draw(scene, canvasSize);
        for (std::size_t i = 0; i < findingsOf(scene); ++i) {
            const FindingKind kind = kindOf(scene.objects[i]);
            if (kind == FindingKind::Cardiomegaly)
                continue; // of the anatomy: see heartsAreAsLargeAsIsSaid
            const Drawing plain = draw(without(scene, i), canvasSize);
            const double sign = kind == FindingKind::Pneumothorax ? -1 : 1;
            double& smallest = least[std::size_t(kind)];
            smallest = std::min(smallest, sign * brighter(drawing, plain, drawing.masks[i]));
        }
    }
    for (int kind = 0; kind < findingCount; ++kind) {
        const bool thin = FindingKind(kind) == FindingKind::Line;
        if (!CHECK(least[std::size_t(kind)] > (thin ? 6 : 10)))
            std::cerr << findings[std::size_t(kind)] << ' ' << least[std::size_t(kind)] << '\n';
    }
}

TEST(largeIsLargerThanSmall)
{
    struct Range {
        double low = 1, high = 0;
    };
    std::map<std::array<int, 2>, Range> shares; // of the lung, by finding and severity
    for (std::uint64_t index = 0; index < 400; ++index) {
        const Scene scene = sceneOf(index);
        const Drawing drawing = draw(scene, canvasSize);
        for (std::size_t i = 0; i < findingsOf(scene); ++i) {
            const Fields& fields = scene.objects[i].fields;
            if (fields[Side] == unsaid || fields[Severity] == unsaid)
                continue;
            const double share =
                double(area(drawing.masks[i])) / area(lungMask(drawing, fields[Side]));
            Range& range = shares[{fields[Finding], fields[Severity]}];
            range.low = std::min(range.low, share);
            range.high = std::max(range.high, share);
        }
    }
    for (const FindingKind kind : {FindingKind::Effusion, FindingKind::Pneumothorax}) {
        const Range small = shares[{int(kind), 0}], large = shares[{int(kind), 1}];
        if (!CHECK(small.low > 0.05 && large.low > small.high + 0.1))
            std::cerr << small.low << ' ' << small.high << ' ' << large.low << '\n';
    }
}

// A cardiothoracic ratio above one half is the textbook's sign of a large heart, for a film taken
// from behind.
TEST(heartsAreAsLargeAsIsSaid)
{
    for (std::uint64_t index = 0; index < 400; ++index) {
        const Scene scene = sceneOf(index);
        const Drawing drawing = draw(scene, canvasSize);
        int severity = unsaid;
        for (std::size_t i = 0; i < findingsOf(scene); ++i)
            if (kindOf(scene.objects[i]) == FindingKind::Cardiomegaly) {
                severity = scene.objects[i].fields[Severity];
                CHECK(drawing.masks[i] == heartMask(drawing));
            }
        const Extent heart = extentOf(heartMask(drawing), canvasSize);
        const double width = extentOf(lungMask(drawing, 1), canvasSize).right
            - extentOf(lungMask(drawing, 0), canvasSize).left;
        const double ratio = (heart.right - heart.left) / width;
        const std::array<double, 2> bounds = severity == unsaid ? std::array{0.34, 0.50}
            : severity == 0                                     ? std::array{0.50, 0.60}
                                                                : std::array{0.61, 0.75};
        if (!CHECK(ratio > bounds[0] && ratio < bounds[1]))
            std::cerr << "scene " << index << ": ratio " << ratio << '\n';
    }
}

// Thin bright things on a dark ground (a side marker above all) are where exposing and averaging
// do not commute; everywhere else the sizes agree.
TEST(aLargeDrawingAveragesDownToTheSmallOne)
{
    constexpr int factor = 5;
    for (std::uint64_t index = 0; index < 16; ++index) {
        const Scene scene = sceneOf(index);
        const Drawing small = draw(scene, canvasSize), large = draw(scene, factor * canvasSize);
        const std::vector<double> means = reduced(large.pixels, large.size, factor);
        double sum = 0;
        std::vector<double> gaps;
        for (std::size_t i = 0; i < means.size(); ++i) {
            gaps.push_back(std::abs(means[i] - small.pixels[i]));
            sum += gaps.back();
        }
        std::ranges::sort(gaps);
        CHECK(sum / double(gaps.size()) < 1);
        CHECK(gaps[gaps.size() * 95 / 100] < 3);
        for (std::size_t k = 0; k < small.masks.size(); ++k) {
            const std::vector<double> covered = reduced(large.masks[k], large.size, factor);
            int both = 0, either = 0;
            for (std::size_t i = 0; i < covered.size(); ++i) {
                const bool a = covered[i] > 0.5, b = small.masks[k][i] != 0;
                both += a && b;
                either += a || b;
            }
            CHECK(both > 0.95 * either);
        }
    }
}

} // namespace
