// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/comparison.h"
#include "app/evidence_lens.h"

#include <ATen/ATen.h>

#include <QTest>

#include <cmath>
#include <map>

using namespace app;

namespace {

explain::Explanation mapOf(std::vector<float> values, int64_t rows = 2, int64_t columns = 2)
{
    explain::Explanation map;
    map.unit = "cosine";
    map.geometry.rows = rows;
    map.geometry.cols = columns;
    map.geometry.patch = 8;
    map.geometry.toImage = {1, 0, 0, 0, 1, 0};
    map.kind = explain::PatchMap{at::tensor(values).reshape({rows, columns})};
    return map;
}

std::shared_ptr<views::HeatLayer> heat(int side, QList<float> values)
{
    return std::make_shared<views::HeatLayer>(
        views::PatchGrid{.rows = side, .columns = side, .patchPx = 8.0 / side, .toImage = {}},
        values, views::ValueScale{.unit = "cosine"});
}

PinnedResult pinned(std::shared_ptr<views::HeatLayer> layer, QSize size = {8, 8})
{
    PanelContent content;
    content.heat = layer;
    content.layers = {layer};
    return {{.method = "pinned"}, QImage(size, QImage::Format_RGB32), content};
}

} // namespace

/// Worked numbers: a text of three words that have maps of two by two patches.
class tst_EvidenceLens final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWordKnowsItsPeakItsRankAndItsRival()
    {
        const EvidenceLens lens = redAndBlue();
        QCOMPARE(lens.peak(1), std::optional(views::Patch{0, 1}));
        const auto standing = lens.standing(1, {0, 1});
        QVERIFY(standing.has_value());
        QCOMPARE(float(standing->value), 0.4f);
        QCOMPARE(standing->rank, 2); // blue has .6 there
        QCOMPARE(standing->of, 3);
        QCOMPARE(lens.word(standing->rival), QString("blue"));
        QCOMPARE(float(standing->rivalValue), 0.6f);
        // The winner's rival is the second.
        QCOMPARE(lens.standing(3, {0, 1})->rank, 1);
        QCOMPARE(lens.word(lens.standing(3, {0, 1})->rival), QString("red"));
    }

    void aPatchNamesEachWordOnce()
    {
        const QList<views::NamedValue> values = redAndBlue().valuesAt(views::Patch{1, 0});
        QCOMPARE(values.size(), 3); // "a" stands twice, "," has no value
        QCOMPARE(values[0].name, QString("a"));
        QCOMPARE(values[0].index, 0);
        QCOMPARE(float(values[1].value), 0.1f);
        QVERIFY(std::isnan(values[2].value)); // never seen
        QVERIFY(redAndBlue().valuesAt(views::Patch{2, 0}).isEmpty());
        QCOMPARE(float(redAndBlue().valuesAt({})[2].value), 0.6f); // at its own peak
    }

    void inAnAlignmentAFullStopCompetesWithNobody()
    {
        const views::PatchGrid grid{.rows = 1, .columns = 2, .patchPx = 8, .toImage = {}};
        const EvidenceLens lens({"red", ".", "ball"}, grid, {0.1f, 0.2f, 0.9f, 0.9f, 0.3f, 0.05f},
                                "mass");
        const auto standing = lens.standing(2, *lens.peak(2));
        QCOMPARE(float(standing->value), 0.3f);
        QCOMPARE(standing->rank, 1);
        QCOMPARE(standing->of, 2);
        QCOMPARE(lens.word(standing->rival), QString("red"));
        QVERIFY(!lens.peak(1));
    }

    void whatIsNotSeenHasNoStanding()
    {
        const EvidenceLens lens = redAndBlue();
        QVERIFY(!lens.standing(3, {1, 0}));
        QVERIFY(!lens.standing(4, {0, 0})); // punctuation
        QVERIFY(!lens.standing(99, {0, 0}));
        QCOMPARE(lens.standing(1, {1, 0})->of, 2);
        QVERIFY(EvidenceLens().isEmpty());
        QVERIFY(!EvidenceLens().peak(0));
    }

    void mapsOfAnotherGridAreLeftOut()
    {
        const std::map<QString, explain::Explanation> maps = {{"a", mapOf({1, 2, 3, 4})},
                                                              {"b", mapOf({1, 2}, 1, 2)}};
        const EvidenceLens lens("a b", [&](const QString& word) { return &maps.at(word); });
        QCOMPARE(lens.valuesAt({}).size(), 1);
    }

    void theDifferenceIsNowLessThePinned()
    {
        const auto now = heat(2, {0.5, 0.25, 0, NAN}), before = heat(2, {0.25, 0.5, 0, 1});
        const auto difference = differenceOf(*now, *before, 0.4, "vik");
        QCOMPARE(difference->value({0, 0}), 0.25);
        QCOMPARE(difference->value({0, 1}), -0.25);
        QVERIFY(std::isnan(difference->value({1, 1})));
        QCOMPARE(difference->scale().unit, QString("Δ cosine"));
        QCOMPARE(difference->scale().min, -0.4); // shared, whatever the values are
    }

    void anotherGridIsReadAtTheMiddleOfEachPatch()
    {
        const auto now = heat(2, {1, 1, 1, 1});
        const auto before = heat(1, {0.25});
        const auto difference = differenceOf(*now, *before, 1, "vik");
        for (const auto& patch : {views::Patch{0, 0}, views::Patch{1, 1}})
            QCOMPARE(difference->value(patch), 0.75);
    }

    void namesSayWhatDiffers()
    {
        const ResultName red{"patch-sim", "“red”", "phantom", "case 1"};
        ResultName other = red;
        QCOMPARE(toldApart(red, other), QString("patch-sim “red”"));
        other.subject = "“blue”";
        QCOMPARE(toldApart(red, other), QString("“red”"));
        other.network = "toy";
        QCOMPARE(toldApart(other, red), QString("“blue”, toy"));
        QCOMPARE(other.whole(), QString("patch-sim “blue”, toy, case 1"));
    }

    void thePinnedMapTakesTheScaleThatHoldsNow()
    {
        const PinnedResult result = pinned(heat(1, {1}));
        const auto rangeOf = [](const views::LayerPointer& layer) {
            return std::dynamic_pointer_cast<const views::HeatLayer>(layer)->scale().max;
        };
        QCOMPARE(rangeOf(layersOf(result, views::ValueScale{.max = 3, .unit = "cosine"})[0]), 3.0);
        QCOMPARE(rangeOf(layersOf(result, views::ValueScale{.max = 3, .unit = "mass"})[0]), 1.0);
        QCOMPARE(result.content.heat->scale().max, 1.0); // what was pinned stays
    }

    void itSaysWhyThereIsNoDifference()
    {
        using Mode = views::CompareMode;
        const PinnedResult result = pinned(heat(1, {1}));
        const QImage here(8, 8, QImage::Format_RGB32), other(9, 8, QImage::Format_RGB32);
        PanelContent same;
        same.heat = heat(1, {2});
        same.layers = {same.heat};
        QCOMPARE(whyNot(Mode::Difference, result, same, here), QString());
        QVERIFY(whyNot(Mode::Swipe, result, same, other).contains("8 × 8, here 9 × 8"));
        PanelContent mass = same;
        mass.heat = std::make_shared<views::HeatLayer>(same.heat->grid(), QList<float>{1},
                                                       views::ValueScale{.unit = "mass"});
        QVERIFY(whyNot(Mode::Difference, result, mass, here).contains("cosine, here mass"));
        QCOMPARE(whyNot(Mode::Swipe, result, mass, here), QString());
        PanelContent bars;
        QVERIFY(!whyNot(Mode::Blink, result, bars, here).isEmpty());
    }

private:
    static EvidenceLens redAndBlue()
    {
        const std::map<QString, explain::Explanation> maps = {
            {"a", mapOf({0.1f, 0.2f, 0.3f, 0.05f})},
            {"red", mapOf({0.2f, 0.4f, 0.1f, 0})},
            {"blue", mapOf({0.3f, 0.6f, NAN, 0.1f})}};
        return EvidenceLens("a red a blue,",
                            [maps](const QString& word) -> const explain::Explanation* {
                                const auto found = maps.find(word);
                                return found == maps.end() ? nullptr : &found->second;
                            });
    }
};

QTEST_MAIN(tst_EvidenceLens)
#include "tst_evidence_lens.moc"
