// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/ops/similarity.h"
#include "tests/support/check.h"
#include "tests/support/given_network.h"
#include "tests/support/toy_context.h"

using namespace explain;
using support::near;
using support::numbers;

namespace {

using Knobs = std::map<std::string, std::string>;

Expected<Explanation> runOn(const std::string& caption, const Knobs& knobs = {})
{
    Context context = support::toyContext("word-loo", knobs);
    context.samples[0].texts = {{caption, Text::Role::Caption}};
    const auto found = support::run("word-loo", context);
    if (!found)
        return found.error();
    return found->at(0);
}

const at::Tensor& valuesOf(const Explanation& result)
{
    return std::get<WordScores>(result.kind).values;
}

/// A picture along the first axis, and texts whose cosine with it is given.
Context given(const std::map<std::string, double>& scores, const std::string& caption,
              const Knobs& knobs = {})
{
    Context context = support::toyContext("word-loo", knobs);
    const auto network = std::make_shared<support::GivenNetwork>();
    network->picture.global = numbers({1, 0}).view({1, 2});
    network->globals[""] = numbers({0, 1}); // cosine 0: no other text is expected
    for (const auto& [text, score] : scores)
        network->globals[text] = numbers({score, std::sqrt(1 - score * score)});
    context.networks["network"] = network;
    context.samples[0].texts = {{caption, Text::Role::Caption}};
    return context;
}

/// Counts how often texts are asked for.
class Counting final : public toy::ToyNetwork {
public:
    mutable std::vector<std::size_t> batches;

    Expected<std::vector<TextFeatures>> encodeTexts(const std::vector<std::string>& texts,
                                                    const TextRequest& request,
                                                    const Progress& progress) const override
    {
        if (request.global)
            batches.push_back(texts.size());
        return ToyNetwork::encodeTexts(texts, request, progress);
    }
};

} // namespace

TEST(meetsThePublishedNumbers)
{
    for (const char* variant : {"negation", "deletion"}) { // nothing is denied here
        const auto found = runOn("tiny green square", {{"variant", variant}});
        REQUIRE_OK(found);
        CHECK(near(valuesOf(*found), numbers({.28359134, .63615856, .47898557}), 1e-8));
        CHECK(std::abs(found->values.at("cosine") + .04756330920602762) < 1e-12);
        CHECK(found->unit == "cosine" && found->isSigned);
        CHECK(found->labels == std::vector<std::string>{"tiny", "green", "square"});
    }
}

TEST(theOnlyWordIsComparedWithTheEmptyCaption)
{
    const auto one = runOn("green");
    REQUIRE_OK(one);
    CHECK(std::abs(one->values.at("cosine") - valuesOf(*one)[0].item<double>() + .06047327) < 1e-8);
}

TEST(allTextsAreReadInOneCall)
{
    Context context = support::toyContext("word-loo");
    const auto network = std::make_shared<Counting>();
    context.networks["network"] = network;
    context.samples[0].texts = {{"tiny green square", Text::Role::Caption},
                                {"square", Text::Role::Concept},
                                {"a b", Text::Role::Caption}};
    REQUIRE_OK(support::run("word-loo", context));
    CHECK(network->batches.at(0) == 4 + 3); // the concept has no part in it
}

TEST(aDeletedWordLeavesNoDoubleBlank)
{
    // Any other spelling would have cosine 0.
    const std::map<std::string, double> scores{{"red, big  dot", .5},
                                               {", big  dot", .1},
                                               {"red big  dot", .2},
                                               {"red, dot", .3},
                                               {"red, big", .4}};
    Context context = given(scores, "red, big  dot");
    const auto found = support::run("word-loo", context);
    REQUIRE_OK(found);
    CHECK(near(valuesOf(found->at(0)), numbers({.4, .3, .2, .1}), 1e-12));
}

TEST(aNegationIsTurnedRoundAndWhatItDeniesBecomesNeutral)
{
    const std::map<std::string, double> scores{
        {"a dot, no blue star", .1},   {"dot, no blue star", .1},   {"a , no blue star", .1},
        {"a dot no blue star", .1},    {"a dot, a blue star", .6},  {"a dot, no object star", .2},
        {"a dot, no blue object", .3}, {"a dot, no blue thing", .4}};
    Context context = given(scores, "a dot, no blue star");
    const auto found = support::run("word-loo", context);
    REQUIRE_OK(found);
    CHECK(near(valuesOf(found->at(0)), numbers({0, 0, 0, -.5, -.1, -.2}), 1e-12));
    CHECK(found->at(0).extras.at("flagged").equal(at::tensor({0, 0, 0, 1, 1, 1}).to(at::kByte)));

    Context other = given(scores, "a dot, no blue star", {{"neutral", "thing"}});
    const auto things = support::run("word-loo", other);
    REQUIRE_OK(things);
    CHECK(std::abs(valuesOf(things->at(0))[5].item<double>() + .3) < 1e-12);
}

TEST(deletionLeavesTheNegationToItself)
{
    const std::map<std::string, double> scores{
        {"no star", .1}, {"star", .7}, {"no", .2}, {"a star", -.9}};
    Context context = given(scores, "no star", {{"variant", "deletion"}});
    const auto found = support::run("word-loo", context);
    REQUIRE_OK(found);
    CHECK(near(valuesOf(found->at(0)), numbers({-.6, -.1}), 1e-12));
}

TEST(allWordsOfACueShareItsValue)
{
    const std::map<std::string, double> scores{{"free of dots", .2}, {"with dots", .9}};
    Context context = given(scores, "free of dots");
    const auto found = support::run("word-loo", context);
    REQUIRE_OK(found);
    CHECK(near(valuesOf(found->at(0)).slice(0, 0, 2), numbers({-.7, -.7}), 1e-12));
}

TEST(tokensHaveTheValueOfTheirWord)
{
    for (const char* before : {"", "A photo depicts "}) {
        const auto found = runOn("up-down cat", {{"template", before}});
        REQUIRE_OK(found);
        const at::Tensor tokens = std::get<WordScores>(found->kind).tokenValues;
        REQUIRE(tokens.size(0) == 6); // start, four, end
        CHECK(near(tokens.slice(0, 1, 5), valuesOf(*found), 0));
        CHECK(tokens[0].isnan().item<bool>() && tokens[5].isnan().item<bool>());
    }
}

TEST(wordsBeyondTheLimitHaveNoValue)
{
    std::string text;
    for (int i = 0; i < 80; ++i)
        text += "word ";
    const auto found = runOn(text, {{"threshold", "2"}});
    REQUIRE_OK(found);
    CHECK(found->status == Status::Truncated);
    CHECK(valuesOf(*found).slice(0, 75).isnan().all().item<bool>());
    CHECK(valuesOf(*found).slice(0, 0, 75).isfinite().all().item<bool>());
    CHECK(found->extras.at("flagged").sum().item<int64_t>() == 75);
}

TEST(punctuationKeepsItsValueButIsNeverFlagged)
{
    const auto found = runOn("tiny , green !", {{"threshold", "2"}});
    REQUIRE_OK(found);
    CHECK(valuesOf(*found).isfinite().all().item<bool>());
    CHECK(found->extras.at("flagged").equal(at::tensor({1, 0, 1, 0}).to(at::kByte)));
}

TEST(textsWithoutWordsGiveNoNumbers)
{
    for (const auto& [text, status] : {std::pair<std::string, Status>{"  ", Status::EmptyText},
                                       std::pair<std::string, Status>{"?!", Status::NoWords}}) {
        const auto found = runOn(text);
        REQUIRE_OK(found);
        CHECK(found->status == status && !valuesOf(*found).defined() && found->values.empty());
    }
}
