// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/check.h"
#include "tests/support/given_network.h"
#include "tests/support/toy_context.h"

using namespace explain;
using support::near;
using support::numbers;

namespace {

at::Tensor planOf(const Explanation& result)
{
    return std::get<Alignment>(result.kind).plan;
}

} // namespace

TEST(meetsThePublishedNumbers)
{
    Context context = support::toyContext("filip");
    const auto found = support::run("filip", context);
    REQUIRE_OK(found);
    const Explanation& result = found->at(0);
    const at::Tensor patchByWord =
        numbers({.38674890, -.21890590, -.47109556, -.92653171, -.53957268, -.29594451, -.17841190,
                 -.69740389, -.85948948, .14066413, .16841686, .09196050})
            .view({4, 3});
    CHECK(near(planOf(result), patchByWord.t(), 1e-8));
    CHECK(std::abs(result.values.at("s_image") - .02020234) < 1e-8);
    CHECK(std::abs(result.values.at("s_text") - .21570875) < 1e-8);
    CHECK(result.extras.at("best_patch").equal(at::tensor({0, 3, 3}, at::kLong)));
    CHECK(result.extras.at("best_word").equal(at::tensor({0, 2, 0, 1}, at::kLong)));
    CHECK(result.labels == std::vector<std::string>{"tiny", "green", "square"});
    CHECK(result.unit == "cosine" && result.isSigned && result.geometry.rows == 2);
}

TEST(wordsBeyondTheLimitAreNaNAndTheRestHolds)
{
    auto given = std::make_shared<support::GivenNetwork>();
    given->picture.geometry = support::gridOf(1, 2);
    given->picture.patches = numbers({1, 0, 0, 1}).view({1, 2, 2});
    given->globals[""] = numbers({1, 1});
    given->words["red, blue cat"] = numbers({2, 0, 0, 3}).view({2, 2});
    given->seen["red, blue cat"] = 2;
    Context context = support::toyContext("filip");
    context.networks["network"] = given;
    context.samples[0].texts = {{"red, blue cat", Text::Role::Caption}};
    const auto found = support::run("filip", context);
    REQUIRE_OK(found);
    const Explanation& result = found->at(0);
    CHECK(result.status == Status::Truncated);
    CHECK(near(planOf(result), numbers({1, 0, 0, 1, NAN, NAN, NAN, NAN}).view({4, 2}), 1e-12));
    CHECK(result.extras.at("best_patch").equal(at::tensor({0, 1, -1, -1}, at::kLong)));
    CHECK(result.extras.at("best_word").equal(at::tensor({0, 1}, at::kLong)));
    CHECK(result.values.at("s_text") == 1 && result.values.at("s_image") == 1);
}

TEST(specialsTakePatchesOnlyWhereTheyMay)
{
    Context plain = support::toyContext("filip");
    Context with = support::toyContext("filip", {{"specials", "true"}});
    const auto without = support::run("filip", plain);
    const auto found = support::run("filip", with);
    REQUIRE_OK(without);
    REQUIRE_OK(found);
    CHECK(near(planOf(found->at(0)), planOf(without->at(0)), 0));
    // One more rival can only raise a patch's best.
    CHECK(found->at(0).values.at("s_image") > without->at(0).values.at("s_image"));
    const at::Tensor taken = found->at(0).extras.at("best_word");
    CHECK(taken.eq(-1).any().item<bool>());
    const at::Tensor kept = taken.ge(0);
    CHECK(
        taken.masked_select(kept).equal(without->at(0).extras.at("best_word").masked_select(kept)));
}

TEST(captionsAloneAreAligned)
{
    Context context = support::toyContext("filip");
    context.samples[0].texts = {
        {"red", Text::Role::Concept}, {"...", Text::Role::Caption}, {"a cat", Text::Role::Caption}};
    const auto found = support::run("filip", context);
    REQUIRE_OK(found);
    REQUIRE(found->size() == 2);
    CHECK(found->at(0).text == 1 && found->at(0).status == Status::NoWords);
    CHECK(!planOf(found->at(0)).defined());
    CHECK(found->at(1).text == 2 && found->at(1).status == Status::Ok);
}

TEST(aTextThatTheVocabularyDoesNotKnowHasNoWords)
{
    auto given = std::make_shared<support::GivenNetwork>();
    given->picture.geometry = support::gridOf(1, 1);
    given->picture.patches = at::ones({1, 1, 2}, at::kDouble);
    given->globals[""] = numbers({1, 1});
    given->words["hm"] = at::ones({0, 2}, at::kDouble);
    given->seen["hm"] = 0;
    Context context = support::toyContext("filip");
    context.networks["network"] = given;
    context.samples[0].texts = {{"hm", Text::Role::Caption}};
    const auto found = support::run("filip", context);
    REQUIRE_OK(found);
    CHECK(found->at(0).status == Status::NoWords);
}
