// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/check.h"
#include "tests/support/given_network.h"
#include "tests/support/toy_context.h"

using namespace explain;
using support::near;
using support::numbers;

namespace {

/// An image along the first axis and texts at known angles to it.
std::shared_ptr<support::GivenNetwork> network()
{
    auto given = std::make_shared<support::GivenNetwork>();
    given->picture.global = numbers({7, 0}).view({1, 2});
    given->globals = {{"", numbers({0, 1})},
                      {"same", numbers({2, 0})},
                      {"A photo depicts same", numbers({3, 0})},
                      {"near", numbers({3, 4})},
                      {"A photo depicts near", numbers({4, 3})},
                      {"against", numbers({-1, 0})},
                      {"A photo depicts against", numbers({-5, 0})},
                      {"nothing", numbers({0, 0})}};
    return given;
}

Context contextOf(std::shared_ptr<const Network> given, const std::vector<std::string>& texts,
                  const std::map<std::string, std::string>& knobs = {})
{
    Context context = support::toyContext("it-score", knobs);
    context.networks["network"] = std::move(given);
    context.samples[0].texts.clear();
    for (const std::string& text : texts)
        context.samples[0].texts.push_back({text, Text::Role::Caption});
    return context;
}

at::Tensor tableOf(const Explanation& result)
{
    return std::get<ScoreTable>(result.kind).values;
}

} // namespace

TEST(cosineMeetsThePublishedNumber)
{
    Context context = support::toyContext("it-score");
    const auto found = support::run("it-score", context);
    REQUIRE_OK(found);
    REQUIRE(found->size() == 1 && hasNumbers(found->at(0)));
    const at::Tensor table = tableOf(found->at(0));
    CHECK(std::abs(table[0][0].item<double>() + .04756330920602762) < 1e-12);
    CHECK(table[0][2].isnan().item<bool>()); // this network has no scale
}

TEST(clipscoreIsOfThePrefixedTextAndNeverNegative)
{
    Context context = contextOf(network(), {"same", "near", "against"});
    const auto found = support::run("it-score", context);
    REQUIRE_OK(found);
    const at::Tensor table = tableOf(found->at(0));
    CHECK(near(table.select(1, 0), numbers({1, .6, -1}), 1e-12));
    CHECK(near(table.select(1, 1), numbers({2.5, 2, 0}), 1e-12));
    CHECK(found->at(0).labels == std::vector<std::string>{"same", "near", "against"});
    CHECK(std::get<ScoreTable>(found->at(0).kind).columns
          == std::vector<std::string>{"cosine", "clipscore", "probability"});
}

TEST(templateCanBeLeftOut)
{
    Context context = contextOf(network(), {"near"}, {{"template", ""}});
    const auto found = support::run("it-score", context);
    REQUIRE_OK(found);
    CHECK(std::abs(tableOf(found->at(0))[0][1].item<double>() - 1.5) < 1e-12);
}

TEST(aTextThatIsCutWithItsTemplateAloneIsSaid)
{
    auto given = network();
    given->seen = {{"A photo depicts near", 3}};
    Context context = contextOf(given, {"same", "near"});
    const auto found = support::run("it-score", context);
    REQUIRE_OK(found);
    CHECK(found->at(0).status == Status::Truncated);
    CHECK(near(tableOf(found->at(0)).select(1, 0), numbers({1, .6}), 1e-12));
    Context without = contextOf(given, {"same", "near"}, {{"template", ""}});
    CHECK(support::run("it-score", without)->at(0).status == Status::Ok);
}

TEST(softmaxNetworksShareOneAmongTheTexts)
{
    auto given = network();
    given->given.logitScale = 2;
    Context context = contextOf(given, {"same", "near", "", "against"});
    const auto found = support::run("it-score", context);
    REQUIRE_OK(found);
    CHECK(found->at(0).status == Status::Ok);
    CHECK(found->at(0).values.at("logit_scale") == 2);
    const double sum = std::exp(2) + std::exp(1.2) + std::exp(-2);
    CHECK(near(tableOf(found->at(0)).select(1, 2),
               numbers({std::exp(2) / sum, std::exp(1.2) / sum, NAN, std::exp(-2) / sum}), 1e-12));
}

TEST(oneTextHasNothingToShare)
{
    auto given = network();
    given->given.logitScale = 2;
    Context context = contextOf(given, {"same"});
    const auto found = support::run("it-score", context);
    REQUIRE_OK(found);
    CHECK(tableOf(found->at(0))[0][2].isnan().item<bool>());
}

TEST(sigmoidNetworksJudgeEachTextAlone)
{
    auto given = network();
    given->given.logitScale = 10;
    given->given.logitBias = -10;
    Context context = contextOf(given, {"same", "near"});
    const auto found = support::run("it-score", context);
    REQUIRE_OK(found);
    CHECK(near(tableOf(found->at(0)).select(1, 2), numbers({.5, 1 / (1 + std::exp(4))}), 1e-12));
}

TEST(textsWithoutWordsOrLengthGetNoNumbers)
{
    Context context = contextOf(network(), {" ", "same", "nothing"});
    const auto found = support::run("it-score", context);
    REQUIRE_OK(found);
    const at::Tensor known = tableOf(found->at(0)).select(1, 0).isnan().logical_not();
    CHECK(known.equal(at::tensor({0, 1, 0}).to(at::kBool)));

    struct Case {
        std::string text;
        Status status;
    };
    for (const auto& [text, status] : {Case{"", Status::EmptyText}, Case{"?!", Status::NoWords},
                                       Case{"nothing", Status::ZeroVector}}) {
        Context alone = contextOf(network(), {text});
        const auto none = support::run("it-score", alone);
        REQUIRE_OK(none);
        CHECK(none->at(0).status == status && !tableOf(none->at(0)).defined());
    }
}

TEST(anImageThatIsNoNumberGivesNone)
{
    auto given = network();
    given->picture.global = numbers({NAN, 0}).view({1, 2});
    Context context = contextOf(given, {"same"});
    const auto found = support::run("it-score", context);
    REQUIRE_OK(found);
    CHECK(found->at(0).status == Status::NonFinite && !tableOf(found->at(0)).defined());
}
