// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/metrics/localisation.h"
#include "explain/metrics/overlap.h"
#include "explain/metrics/ranking.h"
#include "explain/metrics/words.h"
#include "explain/regular_file.h"
#include "tests/support/check.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace {

using explain::Ties;
using nlohmann::json;

bool close(double found, double expected, double tolerance = 1e-9)
{
    const bool same = std::abs(found - expected) <= tolerance;
    if (!same)
        std::cerr << "found " << found << ", expected " << expected << '\n';
    return same;
}

/// A list of lists as [H, W] doubles; null is NaN.
at::Tensor grid(const json& rows)
{
    std::vector<double> values;
    for (const json& row : rows)
        for (const json& value : row)
            values.push_back(value.is_null() ? NAN : value.get<double>());
    return at::tensor(values, at::kDouble).view({int64_t(rows.size()), -1});
}

json golden()
{
    const auto bytes = explain::readWholeFile(support::goldenFolder() / "metrics.json");
    return bytes ? json::parse(*bytes) : json();
}

at::Tensor workedMap()
{
    return at::tensor({.1, .2, .1, .3, .9, .8, .2, .6, .1}, at::kDouble).view({3, 3});
}

at::Tensor workedMask()
{
    return at::tensor({0, 0, 0, 0, 1, 1, 0, 1, 0}, at::kByte).view({3, 3});
}

TEST(mapsGetTheFiguresOfNumpyAndScikitLearn)
{
    const json all = golden();
    REQUIRE(all["places"].size() == 3);
    for (const json& place : all["places"]) {
        const at::Tensor map = grid(place["map"]), mask = grid(place["mask"]).to(at::kByte);
        const explain::Pointing found = explain::pointing(map, mask, place["tolerance"]);
        CHECK(close(found.hit, place["hit"]));
        CHECK(close(found.near, place["near"]));
        CHECK(close(explain::energyInside(map, mask), place["energy"]));
        CHECK(close(explain::areaShare(map, mask), place["area"]));
        CHECK(close(explain::contrastToNoise(map, mask), place["contrast"]));
        CHECK(close(explain::pixelAuroc(map, mask), place["auroc"]));
        const auto curve = explain::overlaps(map, mask, place["thresholds"]);
        REQUIRE(curve.size() == place["ious"].size());
        for (std::size_t i = 0; i < curve.size(); ++i) {
            CHECK(close(curve[i].iou, place["ious"][i]));
            CHECK(close(curve[i].dice, place["dices"][i]));
        }
    }
}

TEST(rankingsGetTheFiguresOfScikitLearn)
{
    const json all = golden();
    REQUIRE(all["rankings"].size() == 3);
    for (const json& one : all["rankings"]) {
        const std::vector<double> scores = one["scores"], other = one["other"];
        const std::vector<uint8_t> labels = one["labels"];
        const explain::Ranking ranking(scores, labels);
        CHECK(close(ranking.auroc(), one["auroc"]));
        CHECK(close(ranking.averagePrecision(), one["average_precision"]));
        CHECK(close(ranking.bestF1().f1, one["best_f1"]));
        CHECK(close(ranking.f1(ranking.bestF1().threshold), one["best_f1"]));
        CHECK(close(ranking.f1(.5), one["f1_at_half"]));
        CHECK(close(explain::spearman(scores, other), one["spearman"]));
    }
}

TEST(workedMapsGetTheirFigures)
{
    const at::Tensor map = workedMap(), mask = workedMask();
    const explain::Pointing found = explain::pointing(map, mask, 0);
    CHECK(found.hit == 1 && found.near == 1 && found.maxima == 1);
    CHECK(close(explain::energyInside(map, mask), 2.3 / 3.3));
    CHECK(close(explain::areaShare(map, mask), 1. / 3));
    CHECK(close(explain::contrastToNoise(map, mask), 4.129483, 1e-6));
    CHECK(explain::pixelAuroc(map, mask) == 1);
    CHECK(explain::rankAccuracy(map, mask) == 1);
    const auto curve = explain::overlaps(map, mask, {.25, .5});
    CHECK(close(curve[0].iou, .75) && close(curve[0].dice, 6. / 7));
    CHECK(curve[1].iou == 1 && curve[1].dice == 1);
}

TEST(contrastKnowsTheSignAndNotTheScale)
{
    const double contrast = explain::contrastToNoise(workedMap(), workedMask());
    CHECK(close(explain::contrastToNoise(7 * workedMap() + 3, workedMask()), contrast));
    CHECK(close(explain::contrastToNoise(-2 * workedMap(), workedMask()), -contrast));
}

TEST(uniformMapsHoldTheirAreaAndPointNowhere)
{
    const at::Tensor flat = at::full({3, 3}, .4, at::kDouble);
    CHECK(close(explain::energyInside(flat, workedMask()), 1. / 3));
    CHECK(close(explain::pixelAuroc(flat, workedMask()), .5));
    CHECK(std::isnan(explain::pointing(flat, workedMask(), 0).hit));
    CHECK(std::isnan(explain::contrastToNoise(flat, workedMask())));
}

TEST(whatHasNoValueIsNan)
{
    const at::Tensor none = at::zeros({3, 3}, at::kByte), all = at::ones({3, 3}, at::kByte);
    CHECK(std::isnan(explain::pointing(workedMap(), none, 5).hit));
    CHECK(std::isnan(explain::energyInside(workedMap(), none)));
    CHECK(std::isnan(explain::energyInside(-workedMap(), all)));
    CHECK(std::isnan(explain::pixelAuroc(workedMap(), none)));
    CHECK(std::isnan(explain::pixelAuroc(workedMap(), all)));
    CHECK(std::isnan(explain::contrastToNoise(workedMap(), all)));
    CHECK(std::isnan(explain::overlap(none, none).iou));
    CHECK(explain::overlap(none, all).iou == 0);
    at::Tensor unseen = workedMap().masked_fill(workedMask().to(at::kBool), NAN);
    CHECK(std::isnan(explain::pointing(unseen, workedMask(), 5).hit));
}

TEST(tiesAreSharedOrDecided)
{
    const at::Tensor map = at::tensor({0., 1., 1., 1., 0., 1.}).view({2, 3});
    const at::Tensor mask = at::tensor({0, 0, 1, 0, 0, 0}, at::kByte).view({2, 3});
    CHECK(explain::pointing(map, mask, 0).maxima == 4);
    CHECK(explain::pointing(map, mask, 0).hit == .25);
    CHECK(explain::pointing(map, mask, 0, Ties::Any).hit == 1);
    CHECK(explain::pointing(map, mask, 0, Ties::First).hit == 0);
    CHECK(explain::pointing(map, mask, 1).near == .75); // [1, 0] is a way off
}

TEST(unseenPixelsOfMasksAreLeftOut)
{
    const at::Tensor found = at::tensor({1, 255, 0, 255}, at::kByte).view({2, 2});
    const at::Tensor mask = at::tensor({1, 1, 1, 0}, at::kByte).view({2, 2});
    CHECK(explain::overlap(found, mask).iou == .5);
    CHECK(close(explain::overlap(found, mask).dice, 2. / 3));
}

TEST(rankingsKeepToTheirWorkedNumbers)
{
    const std::vector<double> attributions{-3.7e-5, 2.1e-4, 5.7e-5, -4.44e-4, -6e-5};
    std::vector<double> scores;
    for (const double attribution : attributions)
        scores.push_back(-attribution);
    const explain::Ranking first(scores, std::vector<uint8_t>{0, 0, 0, 1, 0});
    CHECK(first.auroc() == 1 && first.averagePrecision() == 1);
    CHECK(first.bestF1().threshold == 4.44e-4 && first.bestF1().f1 == 1);

    const std::vector<double> tied{.9, .8, .4, .4, .1};
    const explain::Ranking second(tied, std::vector<uint8_t>{1, 0, 1, 0, 0});
    CHECK(close(second.auroc(), .75) && close(second.averagePrecision(), .75));
    CHECK(std::isnan(explain::Ranking(tied, std::vector<uint8_t>(5)).auroc()));
    const std::vector<double> a{.1, .2, .3, .4}, b{.4, .1, .3, .2};
    CHECK(close(explain::spearman(a, b), -.4));
    CHECK(std::isnan(explain::spearman(a, std::vector<double>(4, 1))));
}

TEST(splitsBalanceTheClasses)
{
    const std::vector<double> scores{.9, .8, .7, .6, .5, .4};
    const explain::Ranking ranking(scores, std::vector<uint8_t>{1, 1, 0, 1, 0, 0});
    CHECK(ranking.bestSplit().threshold == .8); // the first of equals
    CHECK(close(ranking.bestSplit().accuracy, 5. / 6));
}

TEST(weightsStandForCopies)
{
    const std::vector<double> scores{.9, .2, .5, .7}, more{.9, .2, .9, .2, .9, .2, .5, .7};
    const std::vector<uint8_t> labels{1, 0, 0, 1}, moreLabels{1, 0, 1, 0, 1, 0, 0, 1};
    const std::vector<int64_t> clusters{0, 0, 1, 1}, weights{3, 1};
    const explain::Ranking weighted(scores, labels, clusters), copied(more, moreLabels);
    CHECK(close(weighted.auroc(weights), copied.auroc()));
    CHECK(close(weighted.averagePrecision(weights), copied.averagePrecision()));
    CHECK(close(weighted.f1(.5, weights), copied.f1(.5)));
}

TEST(wordsAreJudgedByTheirSpans)
{
    const std::vector<explain::Word> words = explain::wordsOf("a blue circle, no star");
    const std::vector<double> values{.1, -.3, -.5, -9, NAN, .2};
    const auto judged = explain::judge(words, values, {2, 6}, {0, 13});
    REQUIRE(judged.size() == 4); // neither the comma nor the word that was cut off
    CHECK(judged[1].isWrong && judged[1].isInWrongClaim && judged[1].suspicion == .3);
    CHECK(!judged[2].isWrong && judged[2].isInWrongClaim);
    CHECK(!judged[3].isWrong && !judged[3].isInWrongClaim);
    CHECK(explain::mostSuspected(judged) == &judged[2]);
    CHECK(!explain::mostSuspected({}));
}

} // namespace
