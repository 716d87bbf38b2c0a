// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/ops/similarity.h"
#include "tests/support/check.h"
#include "tests/support/given_network.h"
#include "tests/support/toy_context.h"

using namespace explain;
using support::near;
using support::numbers;

namespace {

at::Tensor mapOf(const Explanation& result)
{
    return std::get<PatchMap>(result.kind).map;
}

/// Four patches in a row, and a text along the second axis.
std::shared_ptr<support::GivenNetwork> fourPatches()
{
    auto given = std::make_shared<support::GivenNetwork>();
    given->picture.geometry = support::gridOf(1, 4);
    given->picture.patches = numbers({3, 4, 0, -2, 1, 0, 0, 9}).view({1, 4, 2});
    given->globals[""] = numbers({0, 5});
    return given;
}

} // namespace

TEST(meetsThePublishedNumbers)
{
    Context context = support::toyContext("patch-sim");
    const auto found = support::run("patch-sim", context);
    REQUIRE_OK(found);
    CHECK(near(mapOf(found->at(0)),
               numbers({.34313392, -.90215520, -.21350882, .20593146}).view({2, 2}), 1e-8));
    CHECK(found->at(0).unit == "cosine" && found->at(0).isSigned);
    CHECK(found->at(0).geometry.rows == 2 && found->at(0).geometry.imageWidth == 4);
}

TEST(isTheCosineAndFollowsItsPatches)
{
    auto given = fourPatches();
    Context context = support::toyContext("patch-sim");
    context.networks["network"] = given;
    const auto found = support::run("patch-sim", context);
    REQUIRE_OK(found);
    CHECK(near(mapOf(found->at(0)), numbers({.8, -1, 0, 1}).view({1, 4}), 1e-12));

    given->picture.patches = given->picture.patches.flip(1);
    context.features = nullptr;
    const auto flipped = support::run("patch-sim", context);
    REQUIRE_OK(flipped);
    CHECK(near(mapOf(flipped->at(0)), numbers({1, 0, -1, .8}).view({1, 4}), 1e-12));
}

TEST(lengthWeightedMeanIsTheScoreOfAMeanPooledNetwork)
{
    auto given = fourPatches();
    const at::Tensor global = given->picture.patches.mean(1); // [1, 2]
    Context context = support::toyContext("patch-sim");
    context.networks["network"] = given;
    const auto found = support::run("patch-sim", context);
    REQUIRE_OK(found);
    const at::Tensor lengths = given->picture.patches[0].norm(2, -1);
    const at::Tensor weighted = (mapOf(found->at(0)).view({-1}) * lengths).mean();
    const at::Tensor score = cosines(global, given->globals[""].unsqueeze(0))[0][0];
    CHECK(near(weighted, score * global.norm(), 1e-12));
}

TEST(eachTextInEitherRoleHasItsMapAndItsStatus)
{
    Context context = support::toyContext("patch-sim");
    std::string tooLong;
    for (int i = 0; i < 90; ++i)
        tooLong += "word ";
    context.samples[0].texts = {{"square", Text::Role::Caption},
                                {"tiny green", Text::Role::Concept},
                                {"", Text::Role::Caption},
                                {" ?! ", Text::Role::Concept},
                                {tooLong, Text::Role::Caption}};
    const auto found = support::run("patch-sim", context);
    REQUIRE_OK(found);
    REQUIRE(found->size() == 5);
    const std::vector<Status> expected = {Status::Ok, Status::Ok, Status::EmptyText,
                                          Status::NoWords, Status::Truncated};
    for (std::size_t i = 0; i < 5; ++i) {
        const Explanation& result = found->at(i);
        CHECK(result.text == i && result.status == expected[i]);
        CHECK(mapOf(result).defined() == hasNumbers(result));
        CHECK(result.labels == std::vector<std::string>{context.samples[0].texts[i].text});
    }
}

TEST(vectorsThatCannotBeComparedGiveNoNumbers)
{
    struct Case {
        std::vector<double> patches, text;
        Status status;
    };
    for (const auto& [patches, text, status] :
         {Case{{3, 4, 0, 0, 1, 0, 0, 9}, {0, 5}, Status::ZeroVector},
          Case{{3, 4, 0, NAN, 1, 0, 0, 9}, {0, 5}, Status::NonFinite},
          Case{{3, 4, 1, 1, 1, 0, 0, 9}, {0, 0}, Status::ZeroVector},
          Case{{3, 4, 1, 1, 1, 0, 0, 9}, {INFINITY, 0}, Status::NonFinite},
          Case{{0, 1, 0, 2, 0, 3, 0, 4}, {0, 1}, Status::FlatMap}}) {
        auto given = fourPatches();
        given->picture.patches = at::tensor(patches, at::kDouble).view({1, 4, 2});
        given->globals[""] = at::tensor(text, at::kDouble);
        Context context = support::toyContext("patch-sim");
        context.networks["network"] = given;
        const auto found = support::run("patch-sim", context);
        REQUIRE_OK(found);
        CHECK(found->at(0).status == status);
        CHECK(!mapOf(found->at(0)).defined());
    }
}

TEST(artefactPatchesCanBeHidden)
{
    auto given = fourPatches();
    at::Tensor states = at::zeros({1, 1, 6, 3}, at::kDouble); // two prefixes, four patches
    states[0][0].select(1, 0).copy_(numbers({500, 500, 1, 1.1, 90, .9}));
    given->picture.hiddenStates = states;
    given->picture.prefixes = 2;
    Context context = support::toyContext("patch-sim", {{"hide_artefacts", "true"}});
    context.networks["network"] = given;
    const auto found = support::run("patch-sim", context);
    REQUIRE_OK(found);
    CHECK(near(mapOf(found->at(0)), numbers({.8, -1, NAN, 1}).view({1, 4}), 1e-12));
}

TEST(biovilVariantIsSmoothedAndSaysSo)
{
    Context context = support::toyContext("patch-sim", {{"variant", "biovil"}});
    const auto found = support::run("patch-sim", context);
    REQUIRE_OK(found);
    const at::Tensor raw = numbers({.34313392, -.90215520, -.21350882, .20593146});
    CHECK(std::abs(mapOf(found->at(0)).mean().item<double>() - raw.mean().item<double>()) < 1e-8);
    CHECK(mapOf(found->at(0)).std().item<double>() < raw.std().item<double>());
    CHECK(found->at(0).source.ends_with("variant biovil"));
}
