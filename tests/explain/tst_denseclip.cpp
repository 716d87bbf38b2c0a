// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/check.h"
#include "tests/support/toy_context.h"

using namespace explain;
using support::near;
using support::numbers;

namespace {

Context contextOf(const std::vector<Text>& texts, const std::map<std::string, std::string>& knobs)
{
    Context context = support::toyContext("denseclip", knobs);
    context.samples[0].texts = texts;
    return context;
}

const MaskSet& masksOf(const Explanation& result)
{
    return std::get<MaskSet>(result.kind);
}

constexpr auto caption = Text::Role::Caption, concept_ = Text::Role::Concept;

} // namespace

TEST(scoresAreThePublishedRowsOfEachForm)
{
    const std::map<std::string, std::vector<double>> rows = {
        {"patch", {.34313392, -.90215520, -.21350882, .20593146}},
        {"maskclip", {.02039822, -.88327503, -.39331336, -.09407985}},
        {"sclip", {.11668950, -.89724994, -.34240700, -.07704833}},
        {"clearclip", {-.95814430, -.19046489, -.88045017, -.94537266}},
        {"naclip", {-.85061262, .84448152, -.74082998, -.68505008}}};
    for (const auto& [form, row] : rows) {
        Context context = support::toyContext("denseclip", {{"features", form}});
        const auto found = support::run("denseclip", context);
        REQUIRE_OK(found);
        CHECK(
            near(masksOf(found->at(0)).scores, at::tensor(row, at::kDouble).view({1, 2, 2}), 1e-8));
    }
}

TEST(aSingleConceptIsCutAtTheThreshold)
{
    Context context = support::toyContext("denseclip", {{"threshold", "0.2"}});
    const auto found = support::run("denseclip", context);
    REQUIRE_OK(found);
    const Explanation& result = found->at(0);
    CHECK(result.text == 0 && result.values.at("threshold") == .2);
    // Up-sampled, only the top-right corner of the four by four pixels reaches .2.
    const at::Tensor top = numbers({-.85061262, .84448152}), weights = numbers({0, .25, .75, 1});
    const at::Tensor firstRow = top[0] + (top[1] - top[0]) * weights;
    CHECK(masksOf(result).masks[0][0].equal(firstRow.ge(.2).to(at::kByte)));
    CHECK(result.values.at("area_0") == masksOf(result).masks.sum().item<double>() / 16);
}

TEST(conceptsCompeteForEveryPixelAndCaptionsStandBack)
{
    Context context = contextOf({{"tiny green square", caption},
                                 {"red", concept_},
                                 {"", concept_},
                                 {"blue", concept_},
                                 {"seven", concept_}},
                                {});
    const auto found = support::run("denseclip", context);
    REQUIRE_OK(found);
    REQUIRE(found->size() == 1);
    const Explanation& result = found->at(0);
    CHECK(result.status == Status::Ok && !result.text);
    CHECK(result.labels == std::vector<std::string>{"red", "blue", "seven"});
    const at::Tensor scores = masksOf(result).scores;
    CHECK(scores.sizes() == at::IntArrayRef({3, 2, 2}));
    CHECK(masksOf(result).masks.sum(0).eq(1).all().item<bool>());
    const at::Tensor up = at::upsample_bilinear2d(scores.unsqueeze(0), {4, 4}, false)[0];
    CHECK(masksOf(result).masks.argmax(0).equal(up.argmax(0)));
    CHECK(
        near(result.extras.at("confidence"), std::get<0>((scores / .07).softmax(0).max(0)), 1e-12));
    double areas = 0;
    for (const char* key : {"area_0", "area_1", "area_2"})
        areas += result.values.at(key);
    CHECK(std::abs(areas - 1) < 1e-12);
}

TEST(withoutConceptsTheCaptionsCompete)
{
    Context context = contextOf({{"a cat", caption}, {"two dogs", caption}}, {});
    const auto found = support::run("denseclip", context);
    REQUIRE_OK(found);
    CHECK(found->at(0).labels == std::vector<std::string>{"a cat", "two dogs"});
}

TEST(textsWithoutWordsGiveNoMasks)
{
    Context context = contextOf({{"?!", concept_}, {"", concept_}}, {});
    const auto found = support::run("denseclip", context);
    REQUIRE_OK(found);
    CHECK(found->at(0).status == Status::NoWords);
    CHECK(!masksOf(found->at(0)).masks.defined());
}

TEST(temperatureSharpensConfidence)
{
    // The worked example of the softmax: scale 40 on .30, .25, .28.
    CHECK(near((40 * numbers({.30, .25, .28})).softmax(0), numbers({.631049, .085403, .283548}),
               1e-6));
    const auto meanConfidence = [](const char* temperature) {
        Context context =
            contextOf({{"red", concept_}, {"blue", concept_}}, {{"temperature", temperature}});
        const auto found = support::run("denseclip", context);
        return found ? found->at(0).extras.at("confidence").mean().item<double>() : 0;
    };
    CHECK(meanConfidence("0.02") > meanConfidence("0.5"));
    CHECK(meanConfidence("0.5") > .5);
}

TEST(aNetworkWithoutPartsIsNamedWithTheMissingSkill)
{
    class Bare final : public toy::ToyNetwork {
        const DenseParts* denseParts() const override { return nullptr; }
    };
    Context context = support::toyContext("denseclip");
    context.networks["network"] = std::make_shared<Bare>();
    const auto found = support::run("denseclip", context);
    CHECK(!found && found.error().kind == Error::Kind::Network);
    CHECK(found.error().message.find("DenseParts") != std::string::npos);
}
