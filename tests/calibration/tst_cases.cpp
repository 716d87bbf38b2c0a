// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/cases.h"
#include "calibration/figures.h"
#include "calibration/maps.h"
#include "tests/support/check.h"
#include "tests/support/given_network.h"

#include <cmath>

namespace {

using calibration::Figure;
using calibration::Observation;

TEST(phantomsAreHeldOutAndTheSameEachTime)
{
    const auto cases = calibration::phantomCases(phantom::Domain::Shapes, 900001, 3, 96);
    const auto first = cases.read(1), again = cases.read(1), next = cases.read(2);
    REQUIRE_OK(first);
    REQUIRE_OK(again);
    REQUIRE_OK(next);
    CHECK(first->truth == again->truth && first->picture.sha256 == again->picture.sha256);
    CHECK(first->picture.sha256 != next->picture.sha256);
    CHECK(first->picture.pixels.sizes() == at::IntArrayRef({3, 96, 96}));
    CHECK(!calibration::phrasesOf(first->truth).empty() && !first->truth.foils.empty());
    bool refused = false;
    try {
        calibration::phantomCases(phantom::Domain::Shapes, 1, 3, 96);
    } catch (const std::invalid_argument&) {
        refused = true;
    }
    CHECK(refused); // a seed of training
}

TEST(picturesOfAnotherSizeAreRefused)
{
    explain::TruthCase truth{.id = "1", .image = "1.png", .domain = "d", .width = 4, .height = 3};
    const auto cases = calibration::givenCases({truth}, "mine", [](const std::string&) {
        return calibration::Picture{at::zeros({3, 4, 4}, at::kByte), "a"};
    });
    const auto read = cases.read(0);
    CHECK(!read && read.error().message.find("1.png: expected 4 x 3") == 0);
}

TEST(phrasesAreTrueAndNameSomething)
{
    using explain::Assertion;
    explain::TruthCase truth{.width = 2, .height = 2};
    truth.objects = {
        {.id = 1, .name = "star"}, {.id = 2, .name = "ring"}, {.id = 3, .name = "star"}};
    truth.captions = {{.text = "a star and no bar",
                       .claims = {{2, 6, "object", Assertion::Present, true, {1}},
                                  {14, 17, "object", Assertion::Absent, true, {}},
                                  {0, 17, "count", Assertion::Present, true, {1}},
                                  {0, 1, "object", Assertion::Present, false, {2}}}},
                      {.text = "object star",
                       .claims = {{0, 6, "object", Assertion::Present, true, {1, 2}},
                                  {7, 11, "object", Assertion::Present, true, {3}}}}};
    const auto phrases = calibration::phrasesOf(truth);
    REQUIRE(phrases.size() == 2);
    CHECK(phrases[0].text == "star" && phrases[0].group == "star" && phrases[0].caption == 0);
    CHECK(phrases[0].objects == std::vector<int64_t>{1, 3}); // alone, it means both
    CHECK(phrases[1].text == "object" && phrases[1].group.empty());
}

TEST(perfectMapsHoldTheShareOfEachPatch)
{
    const at::Tensor mask = at::zeros({4, 6}, at::kByte);
    mask[0].fill_(1);
    mask[1][5] = 1;
    const at::Tensor expected = at::tensor({.5, .5, .75, 0., 0., 0.}, at::kDouble).view({2, 3});
    CHECK(support::near(calibration::perfectMap(mask, support::gridOf(2, 3, 2)), expected, 1e-12));
    // The same where the network sees the middle of the picture alone, twice as large.
    explain::Geometry geometry = support::gridOf(1, 1, 4);
    geometry.toImage = {.5, 0, 3, 0, .5, 0};
    CHECK(support::near(calibration::perfectMap(mask, geometry),
                        at::tensor({.5}, at::kDouble).view({1, 1}), 1e-12));
    CHECK(calibration::halfPatch(geometry) == 1);
}

TEST(largePicturesAreMeasuredInSteps)
{
    CHECK(calibration::stepFor(512, 512) == 1 && calibration::stepFor(512, 513) == 2);
    CHECK(calibration::stepFor(3000, 4000) == 7);
    const at::Tensor pixels = at::arange(20).view({4, 5});
    CHECK(calibration::everyStep(pixels, 1).equal(pixels));
    CHECK(calibration::everyStep(pixels, 3).equal(at::tensor({6, 9}).view({1, 2})));
    CHECK(calibration::everyStep(pixels, 100).equal(at::tensor({19}).view({1, 1})));
}

TEST(meansLeaveOutWhatHasNoValue)
{
    const std::vector<Observation> seen{{"a", "x", 0, 1, .5, .75},
                                        {"a", "y", 0, 0, .25},
                                        {"b", "x", 1, .5},
                                        {"a", "x", 1, Figure::none},
                                        {"a", "", 2, .5, Figure::none, .25}};
    const auto figures = calibration::meansOf(seen, {"a"}, {});
    REQUIRE(figures.size() == 4); // a, a of x, a of y, b
    CHECK(figures[0].metric == "a" && figures[0].value == .5 && figures[0].count == 3);
    CHECK(figures[0].undefined == 1 && figures[0].chance == .375 && figures[0].ceiling == .5);
    CHECK(figures[1].group == "x" && figures[1].value == 1 && figures[1].undefined == 1);
    CHECK(figures[2].group == "y" && figures[2].value == 0);
    CHECK(figures[3].metric == "b" && std::isnan(figures[3].chance));
}

TEST(rankedItemsBecomeAurocs)
{
    calibration::Ranked items;
    for (int64_t i = 0; i < 20; ++i) {
        items.add(double(i % 2), i % 2 == 1, i);
        items.add(.5, i % 2 == 0, i);
    }
    items.add(Figure::none, true, 3);
    const Figure auroc = calibration::aurocOf(items, "m", "", 20, {});
    // Right ones score 1 and .5, wrong ones 0 and .5, half each: 1/4 + 1/4 + 1/4 + 1/8.
    CHECK(std::abs(auroc.value - .875) < 1e-12 && auroc.chance == .5);
    CHECK(auroc.count == 40 && auroc.undefined == 1);
    CHECK(auroc.low <= auroc.value && auroc.value <= auroc.high);
    CHECK(calibration::precisionOf(items, "m", "", 20, {}).chance == .5);
}

} // namespace
