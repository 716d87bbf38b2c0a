// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/ops/similarity.h"
#include "explain/ops/word_pieces.h"
#include "tests/support/check.h"
#include "tests/support/toy_context.h"

using namespace explain;
using support::near;
using support::numbers;

namespace {

using Knobs = std::map<std::string, std::string>;

Expected<Explanation> runOn(const std::string& caption, const Knobs& knobs)
{
    Context context = support::toyContext("clip4dm", knobs);
    context.samples[0].texts = {{caption, Text::Role::Caption}};
    const auto found = support::run("clip4dm", context);
    if (!found)
        return found.error();
    return found->at(0);
}

at::Tensor valuesOf(const Explanation& result)
{
    return std::get<WordScores>(result.kind).values;
}

const Knobs bare = {{"template", ""}};

Knobs with(Knobs knobs, const std::string& key, const std::string& value)
{
    knobs[key] = value;
    return knobs;
}

/// G * A of the toy's text, all rows: [3, heads, T, T].
at::Tensor products()
{
    const Context context = support::toyContext("clip4dm");
    const auto image = context.image({.global = true});
    const auto lean = context.network().textGradient()->attention(
        "tiny green square", image->global[0], 3, AttentionRequest::Rows::All, {});
    return lean->gradient * lean->attention;
}

} // namespace

TEST(meetsThePublishedNumbers)
{
    struct Case {
        const char* layers;
        std::vector<double> values;
    };
    for (const auto& [layers, values] : {Case{"3", {-.02348891, -.02292280, .05637368}},
                                         Case{"2", {-.02425952, .00007236, .02658140}},
                                         Case{"1", {-.02366303, -.00590123, .00857979}}}) {
        const auto found = runOn("tiny green square", with(bare, "layers", layers));
        REQUIRE_OK(found);
        CHECK(near(valuesOf(*found), at::tensor(values, at::kDouble), 1e-8));
        CHECK(found->unit == "gradient" && found->isSigned);
    }
}

TEST(moreLayersThanThereAreMeansAll)
{
    const auto all = runOn("tiny green square", with(bare, "layers", "40"));
    const auto three = runOn("tiny green square", bare);
    REQUIRE_OK(all);
    REQUIRE_OK(three);
    CHECK(near(valuesOf(*all), valuesOf(*three), 0));
}

TEST(inTheLastBlockThePooledRowAloneCounts)
{
    const at::Tensor last = products()[2];
    CHECK(last.slice(1, 0, 4).abs().max().item<double>() == 0);
    CHECK(last.select(1, 4).abs().max().item<double>() > 1e-3);
    CHECK(products()[1].slice(1, 0, 4).abs().max().item<double>() > 1e-4); // others count before
}

TEST(nothingLooksAhead)
{
    CHECK(products().triu(1).abs().max().item<double>() == 0);
}

TEST(pooledRowOfAHeadSumsToTheSlopeAlongItsOutput)
{
    const Context context = support::toyContext("clip4dm");
    const auto& network = dynamic_cast<const toy::ToyNetwork&>(context.network());
    const auto image = context.image({.global = true});
    const auto text = context.texts({"tiny green square"}, {.inputs = true});
    REQUIRE_OK(image);
    REQUIRE_OK(text);
    const auto scaled = [&](int64_t head, double factor) {
        const at::Tensor last = network.textTower().run(
            text->at(0).inputs.unsqueeze(0), [&](int64_t block, const at::Tensor& probabilities) {
                const at::Tensor changed = probabilities.clone();
                if (block == 2) // the head's whole row scales its output
                    changed[0][head][4].mul_(factor);
                return changed;
            });
        return cosines(network.textTower().head(last.select(1, 4)), image->global).item<double>();
    };
    for (int64_t head = 0; head < 2; ++head) {
        const double slope = (scaled(head, 1 + 1e-5) - scaled(head, 1 - 1e-5)) / 2e-5;
        CHECK(std::abs(products()[2][head][4].sum().item<double>() - slope) < 1e-9);
    }
}

TEST(scoresFollowTheFormula)
{
    const auto found = runOn("tiny green square", bare);
    REQUIRE_OK(found);
    // The cosine is below 0: no part of it forgives the flagged words.
    CHECK(found->values.at("clipscore") == 0);
    CHECK(std::abs(found->values.at("f_clipscore") - (-.02348891 - .02292280)) < 2e-8);
    CHECK(found->values.at("threshold") == -5e-5);
    CHECK(found->extras.at("flagged").equal(at::tensor({1, 1, 0}).to(at::kByte)));

    const auto strict = runOn("tiny green square", with(bare, "threshold", "-0.023"));
    REQUIRE_OK(strict);
    CHECK(std::abs(strict->values.at("f_clipscore") + .02348891) < 1e-8);
    const auto none = runOn("tiny green square", with(bare, "threshold", "-0.5"));
    REQUIRE_OK(none);
    CHECK(none->values.at("f_clipscore") == 0);
}

TEST(aPositiveCosineForgivesItsShare)
{
    const Context context = support::toyContext("clip4dm");
    const auto image = context.image({.global = true});
    REQUIRE_OK(image);
    for (const char* caption : {"green", "a b", "seven cats", "red red red", "tiny", "blue 7"}) {
        const auto found = runOn(caption, with(bare, "threshold", "1"));
        const auto text = context.texts({caption}, {.global = true});
        REQUIRE_OK(found);
        REQUIRE_OK(text);
        const double cosine = std::max(0., cosines(image->global, globalsOf(*text)).item<double>());
        CHECK(std::abs(found->values.at("clipscore") - 2.5 * cosine) < 1e-12);
        const double sum = valuesOf(*found).sum().item<double>(); // threshold 1: all are flagged
        CHECK(std::abs(found->values.at("f_clipscore") - sum * (1 - cosine)) < 1e-12);
    }
}

TEST(theMostNegativeWordMayBePositive)
{
    const Knobs knobs = with(bare, "mode", "most_negative");
    const auto found = runOn("tiny green square", knobs);
    REQUIRE_OK(found);
    CHECK(found->extras.at("flagged").equal(at::tensor({1, 0, 0}).to(at::kByte)));
    CHECK(std::abs(found->values.at("f_clipscore") + .02348891) < 1e-8);
}

TEST(templateIsReadButNotListed)
{
    const auto found = runOn("tiny green square", {});
    REQUIRE_OK(found);
    CHECK(found->labels == std::vector<std::string>{"tiny", "green", "square"});
    CHECK(valuesOf(*found).size(0) == 3);
    const at::Tensor tokens = std::get<WordScores>(found->kind).tokenValues;
    REQUIRE(tokens.size(0) == 5); // start, three, end
    CHECK(near(valuesOf(*found), tokens.slice(0, 1, 4), 0));
    CHECK(tokens[4].item<double>() != 0); // the pooled row leans on itself
}

TEST(tokenValuesStandBesideTheTokensOfTheTextAlone)
{
    std::string text;
    for (int i = 0; i < 80; ++i)
        text += "word ";
    const Context context = support::toyContext("clip4dm");
    for (const std::string& caption : {std::string("up-down cat"), text}) {
        const auto alone = context.texts({caption}, {.global = true});
        REQUIRE_OK(alone);
        const int64_t count = int64_t(alone->at(0).spans.size());
        for (const auto& [before, lost] : {std::pair("", 0), {"A photo depicts ", 3}}) {
            const auto found = runOn(caption, {{"template", before}});
            REQUIRE_OK(found);
            const at::Tensor tokens = std::get<WordScores>(found->kind).tokenValues;
            REQUIRE(tokens.size(0) == count);
            // The template takes room: the last tokens of the long text were not seen with it.
            const at::Tensor unseen = tokens.isnan();
            CHECK(unseen.sum().item<int64_t>() == (caption == text ? lost : 0));
            CHECK(!unseen[0].item<bool>() && !unseen[count - 1].item<bool>());
            const at::Tensor words = valuesOf(*found).slice(0, 0, count - 2);
            CHECK(at::allclose(words, tokens.slice(0, 1, count - 1), 0, 0, /*equal_nan=*/true));
        }
    }
}

TEST(aNegationComesWithAWarning)
{
    const auto found = runOn("tiny and no green square", bare);
    REQUIRE_OK(found);
    REQUIRE(found->caveats.size() == 1);
    CHECK(found->caveats[0].begin == 9 && found->caveats[0].end == 24);
    CHECK(findMethod(found->caveats[0].better));
    const auto plain = runOn("tiny green square", bare);
    REQUIRE_OK(plain);
    CHECK(plain->caveats.empty());
}

TEST(noCaptionCostsNoPassOfTheImage)
{
    for (const char* method : {"clip4dm", "filip", "ot-ipot"}) {
        Context context = support::toyContext(method);
        context.samples[0].texts = {{"square", Text::Role::Concept}};
        const auto found = support::run(method, context);
        REQUIRE_OK(found);
        CHECK(found->empty());
        CHECK(!context.knownImage());
    }
}

TEST(punctuationKeepsItsValueButIsNeverFlagged)
{
    const auto found = runOn("tiny , green !", with(bare, "threshold", "1"));
    REQUIRE_OK(found);
    CHECK(found->labels == std::vector<std::string>{"tiny", ",", "green", "!"});
    CHECK(valuesOf(*found).isfinite().all().item<bool>());
    CHECK(found->extras.at("flagged").equal(at::tensor({1, 0, 1, 0}).to(at::kByte)));
}

TEST(wordsBeyondTheLimitHaveNoValueAndAreNotFlagged)
{
    std::string text;
    for (int i = 0; i < 80; ++i)
        text += "word ";
    const auto found = runOn(text, with(bare, "threshold", "1"));
    REQUIRE_OK(found);
    CHECK(found->status == Status::Truncated);
    CHECK(valuesOf(*found).slice(0, 75).isnan().all().item<bool>());
    CHECK(valuesOf(*found).slice(0, 0, 75).isfinite().all().item<bool>());
    CHECK(found->extras.at("flagged").sum().item<int64_t>() == 75);
    CHECK(std::isfinite(found->values.at("f_clipscore")));
}

TEST(textsWithoutWordsGiveNoNumbers)
{
    for (const auto& [text, status] : {std::pair<std::string, Status>{"  ", Status::EmptyText},
                                       std::pair<std::string, Status>{"?!", Status::NoWords}}) {
        const auto found = runOn(text, {});
        REQUIRE_OK(found);
        CHECK(found->status == status && !valuesOf(*found).defined() && found->values.empty());
    }
}

TEST(officialFormCountsPiecesOfBlankSeparatedWords)
{
    // The toy reads "cat's" as one word and "up-down" as three; both forms agree on plain words.
    const Knobs official = with(bare, "variant", "official");
    const auto clean = runOn("tiny green square", bare);
    const auto plain = runOn("tiny green square", official);
    REQUIRE_OK(clean);
    REQUIRE_OK(plain);
    CHECK(near(valuesOf(*plain), valuesOf(*clean), 1e-12));
    CHECK(plain->source.ends_with("variant official"));

    const auto joined = runOn("up-down cat", official);
    REQUIRE_OK(joined);
    const at::Tensor tokens = std::get<WordScores>(joined->kind).tokenValues;
    const double mean = tokens.slice(0, 1, 4).mean().item<double>();
    CHECK(near(valuesOf(*joined), numbers({mean, mean, mean, tokens[4].item<double>()}), 1e-12));
}

TEST(officialPunctuationIsASubstring)
{
    const std::vector<Word> words = blankSeparated("a .,  \"; ;:\tb");
    REQUIRE(words.size() == 5);
    CHECK(words[1].isPunctuation && words[3].isPunctuation);
    CHECK(!words[2].isPunctuation); // not in this order
    CHECK(words[4].text == "b" && words[4].begin == 12 && words[4].end == 13);
}
