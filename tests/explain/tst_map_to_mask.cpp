// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/check.h"
#include "tests/support/given_network.h"
#include "tests/support/toy_context.h"

using namespace explain;
using support::near;
using support::numbers;

namespace {

using Knobs = std::map<std::string, std::string>;

/// Nine patches, each a pixel, whose cosines with "map" are those of the worked Otsu example and
/// with "other" the sines to them.
Context nine(const Knobs& knobs)
{
    const at::Tensor cosine = numbers({.1, .1, .9, .2, .8, .9, .1, .2, .7});
    auto given = std::make_shared<support::GivenNetwork>();
    given->picture.geometry = support::gridOf(3, 3);
    given->picture.patches = at::stack({cosine, (1 - cosine.square()).sqrt()}, 1).unsqueeze(0);
    given->globals = {{"", numbers({1, 0})}, {"other", numbers({0, 1})}};
    Context context = support::toyContext("map-to-mask", knobs);
    context.networks["network"] = given;
    context.samples[0].image = at::zeros({3, 3, 3}, at::kByte);
    context.samples[0].texts = {{"map", Text::Role::Caption}};
    return context;
}

at::Tensor bytes(std::vector<int> values)
{
    return at::tensor(values).to(at::kByte).view({1, 3, 3});
}

at::Tensor maskOf(const Knobs& knobs)
{
    Context context = nine(knobs);
    const auto found = support::run("map-to-mask", context);
    return found ? std::get<MaskSet>(found->at(0).kind).masks : at::Tensor();
}

} // namespace

TEST(modesSelectWhatTheySay)
{
    CHECK(maskOf({{"mode", "otsu"}}).equal(bytes({0, 0, 1, 0, 1, 1, 0, 0, 1})));
    CHECK(maskOf({{"mode", "fixed"}, {"threshold", "0.75"}})
              .equal(bytes({0, 0, 1, 0, 1, 1, 0, 0, 0})));
    CHECK(
        maskOf({{"mode", "relative"}, {"share", "0.1"}}).equal(bytes({0, 0, 1, 1, 1, 1, 0, 1, 1})));
    // The mass is 4; .9 + .9 hold .45 of it, with .8 it is .65.
    CHECK(maskOf({{"mode", "top-p"}, {"share", "0.6"}}).equal(bytes({0, 0, 1, 0, 1, 1, 0, 0, 0})));
}

TEST(cleaningFollowsTheDecision)
{
    const Knobs fixed = {{"mode", "fixed"}, {"threshold", "0.15"}};
    CHECK(maskOf(fixed).equal(bytes({0, 0, 1, 1, 1, 1, 0, 1, 1})));
    Knobs large = fixed;
    large["minimum_area"] = "7";
    CHECK(maskOf(large).sum().item<int64_t>() == 0);
}

TEST(argmaxIsOneSetForAllTexts)
{
    Context context = nine({{"mode", "argmax"}});
    context.samples[0].texts.push_back({"other", Text::Role::Caption});
    const auto found = support::run("map-to-mask", context);
    REQUIRE_OK(found);
    REQUIRE(found->size() == 1);
    const at::Tensor masks = std::get<MaskSet>(found->at(0).kind).masks;
    CHECK(masks[0].unsqueeze(0).equal(bytes({0, 0, 1, 0, 1, 1, 0, 0, 0}))); // cosine above sine
    CHECK(masks.sum(0).eq(1).all().item<bool>());
    CHECK(found->at(0).labels == std::vector<std::string>{"map", "other"});
}

TEST(argmaxWithBackgroundLeavesWeakPixelsOut)
{
    Context context = nine({{"mode", "argmax"}, {"background", "true"}, {"threshold", "0.95"}});
    context.samples[0].texts.push_back({"other", Text::Role::Caption});
    const auto found = support::run("map-to-mask", context);
    REQUIRE_OK(found);
    const at::Tensor masks = std::get<MaskSet>(found->at(0).kind).masks;
    CHECK(masks[0].sum().item<int64_t>() == 0);
    CHECK(masks[1].unsqueeze(0).equal(bytes({1, 1, 0, 1, 0, 0, 1, 1, 0})));
}

TEST(thresholdAndAreaStandInTheResult)
{
    Context context = nine({{"mode", "relative"}, {"share", "0.5"}});
    const auto found = support::run("map-to-mask", context);
    REQUIRE_OK(found);
    const Explanation& result = found->at(0);
    CHECK(std::abs(result.values.at("threshold_0") - .5) < 1e-9);
    CHECK(std::abs(result.values.at("area_0") - 4. / 9) < 1e-12);
    CHECK(result.text == 0 && result.unit == "cosine");
    CHECK(std::get<MaskSet>(result.kind).scores.sizes() == at::IntArrayRef({1, 3, 3}));
}

TEST(aFlatMapSelectsNothingAndSaysSo)
{
    for (const char* mode : {"otsu", "relative", "fixed", "top-p", "argmax"}) {
        Context context = nine({{"mode", mode}});
        auto given = std::make_shared<support::GivenNetwork>();
        given->picture.geometry = support::gridOf(3, 3);
        given->picture.patches = at::ones({1, 9, 2}, at::kDouble);
        given->globals[""] = numbers({1, 0});
        context.networks["network"] = given;
        context.features = nullptr;
        const auto found = support::run("map-to-mask", context);
        REQUIRE_OK(found);
        CHECK(found->at(0).status == Status::FlatMap);
        CHECK(!std::get<MaskSet>(found->at(0).kind).masks.defined());
    }
}

TEST(itActsOnAnyMethodThatGivesMapsAndRefusesOthers)
{
    for (const char* of : {"ot-ipot", "no-such-method"}) {
        Context context = nine({{"of", of}});
        const auto found = support::run("map-to-mask", context);
        CHECK(!found && found.error().kind == Error::Kind::Usage);
        CHECK(found.error().message.find(of) != std::string::npos);
    }
}

TEST(refinementKeepsTheSizeAndTheSeenPixels)
{
    Context context = support::toyContext("map-to-mask", {{"refine", "true"}});
    const auto found = support::run("map-to-mask", context);
    REQUIRE_OK(found);
    const at::Tensor masks = std::get<MaskSet>(found->at(0).kind).masks;
    CHECK(masks.sizes() == at::IntArrayRef({1, 4, 4}));
    CHECK(masks.le(1).all().item<bool>());
}
