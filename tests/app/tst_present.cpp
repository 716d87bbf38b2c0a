// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/present.h"
#include "app/selection.h"

#include <ATen/ATen.h>

#include <QSignalSpy>
#include <QTest>

using explain::Explanation;

namespace {

/// A 2 x 3 grid of 10 px patches on a canvas that is the image, moved right by 5 px.
explain::Geometry geometry()
{
    return {.canvasHeight = 20,
            .canvasWidth = 30,
            .patch = 10,
            .rows = 2,
            .cols = 3,
            .imageHeight = 20,
            .imageWidth = 40,
            .toImage = {1, 0, 5, 0, 1, 0}};
}

Explanation mapOf(std::vector<double> values)
{
    Explanation map{.kind = explain::PatchMap{at::tensor(values).view({2, 3})}, .text = 0};
    map.unit = "cosine";
    map.geometry = geometry();
    return map;
}

app::PresentRequest request(const std::string& text = "a cat")
{
    return {.text = text,
            .scale = {.min = -1, .max = 1, .map = "vik", .isSigned = true, .unit = "cosine"}};
}

explain::NullBand band(double low, double high)
{
    return {.low = low, .high = high, .mean = 0, .deviation = 0.1, .texts = 19};
}

} // namespace

class tst_Present final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aMapKeepsItsValuesAndItsPlace()
    {
        const Explanation map = mapOf({.1, .2, .3, -.4, .5, .6});
        const app::PanelContent content = app::present(map, request());
        QVERIFY(content.heat);
        QCOMPARE(content.layers.size(), std::size_t(2)); // what was never seen, and the map
        QCOMPARE(content.heat->value({1, 0}), double(-.4f));
        QCOMPARE(content.heat->valueAt({6, 1}), double(.1f)); // 5 px to the right
        QVERIFY(std::isnan(content.heat->valueAt({2, 1})));   // left of the canvas
        QCOMPARE(content.heat->largest(), std::optional(views::Patch{1, 2}));
    }

    void whatUnrelatedTextsReachIsNoEvidence()
    {
        const Explanation map = mapOf({.1, .2, .3, -.4, .1, .2});
        app::PresentRequest asked = request();
        asked.band = band(-.5, .35);
        asked.scale.nullLow = -.5;
        asked.scale.nullHigh = .35;
        QCOMPARE(app::present(map, asked).noEvidence, QString("largest .300, z 3.00"));
        asked.scale.nullHigh = .25;
        asked.band = band(-.5, .25);
        QVERIFY(app::present(map, asked).noEvidence.isEmpty());
    }

    void anAlignmentShowsTheWordInQuestion()
    {
        Explanation plan{.kind = explain::Alignment{at::tensor({.0, .1, .0, .0, .0, .0, //
                                                                .0, .0, .0, .0, .3, .2})
                                                        .view({2, 6})},
                         .text = 0,
                         .unit = "mass",
                         .isSigned = false,
                         .labels = {"a", "cat"},
                         .values = {{"residual", 1e-5}}};
        plan.geometry = geometry();
        app::PresentRequest asked = request();
        QCOMPARE(app::present(plan, asked).word, 1); // the strongest where none was chosen
        auto& mass = std::get<explain::Alignment>(plan.kind).plan;
        mass[0][1] = .9; // an article is no subject, however much it pulls
        QCOMPARE(app::present(plan, asked).word, 1);
        mass[0][1] = .1;
        asked.word = 0;
        const app::PanelContent content = app::present(plan, asked);
        QCOMPARE(content.word, 0);
        QCOMPARE(content.heat->value({0, 1}), double(.1f));
        QCOMPARE(content.links->current(), 0);
        QCOMPARE(content.cells->at(1, 4), .3f);
        QCOMPARE(content.readings.value(0).name, QString("residual"));
    }

    void wordsBelowTheThresholdAreUnsupportedPunctuationIsNot()
    {
        Explanation scores{.kind = explain::WordScores{at::tensor({.2, -.3, -.4, NAN}), {}},
                           .text = 0,
                           .unit = "gradient",
                           .labels = {"a", "cat", ".", "late"},
                           .values = {{"threshold", -.1}, {"f_clipscore", -.2}}};
        app::PresentRequest asked = request("a cat. late");
        asked.truncatedAt = 7;
        asked.band = band(-.05, .25);
        const app::PanelContent content = app::present(scores, asked);
        const QList<views::Word>& words = content.bars->words;
        QCOMPARE(words.size(), 3); // what was never seen has no bar
        QVERIFY(words[0].inNull && !words[0].unsupported);
        QVERIFY(words[1].unsupported && !words[1].inNull);
        QVERIFY(words[2].punctuation && !words[2].unsupported);
        QCOMPARE(content.readings.last().value, QString("1 of 2 words"));
    }

    void masksBecomeOutlinesAreasAndOneLabelPicture()
    {
        at::Tensor masks = at::zeros({2, 20, 40}, at::kByte);
        masks[0].slice(1, 0, 10).fill_(1);
        masks[1].slice(1, 10, 30).fill_(1);
        masks.slice(2, 30, 40).fill_(255);
        Explanation set{.kind = explain::MaskSet{masks, at::tensor({.2, .8}).view({2, 1, 1})},
                        .unit = "cosine",
                        .labels = {"left", "right"}};
        const app::PanelContent content = app::present(set, request(""));
        QCOMPARE(content.masks->masks().size(), 2);
        QCOMPARE(content.masks->maskAt({5, 5}), 0);
        QCOMPARE(content.masks->maskAt({15, 5}), 1);
        QCOMPARE(content.masks->maskAt({35, 5}), -1);
        QCOMPARE(content.legend[1].area, 20.0 / 30); // of the pixels that were seen
        QCOMPARE(content.masks->masks()[0].contours[0].boundingRect(), QRectF(0, 0, 10, 20));
        // Each pixel that was seen has a class: a reader is told that none is left for the ground.
        QVERIFY(content.legendNote.contains("no background"));
        QCOMPARE(content.readings.value(0).name, QString("background"));
        masks[1][3][12] = 0;
        QVERIFY(app::present(set, request("")).legendNote.isEmpty());
    }

    void withoutNumbersThereIsNothingButAReason()
    {
        Explanation empty{.kind = explain::PatchMap{}, .status = explain::Status::EmptyText};
        const app::PanelContent content = app::present(empty, request(""));
        QVERIFY(content.layers.empty() && !content.heat && !content.bars);
        for (const auto status :
             {explain::Status::EmptyText, explain::Status::NoWords, explain::Status::FlatMap,
              explain::Status::ZeroVector, explain::Status::NonFinite})
            QVERIFY(!app::sentenceFor(status).isEmpty());
        QVERIFY(app::sentenceFor(explain::Status::Truncated).isEmpty());
    }

    void limitsAreReadableAndNeverCut()
    {
        for (const double value : {1e-9, 4.4e-5, .012, .31, .35, .36, .99, 1.0, 7.3, 123.0}) {
            const double limit = app::Scales::roundedUp(value);
            QVERIFY(limit >= value && limit <= 1.3 * value);
        }
        QCOMPARE(app::Scales::roundedUp(.31), .35);
        QCOMPARE(app::Scales::roundedUp(0), 1.0);
        QCOMPARE(app::Scales::roundedUp(NAN), 1.0);
    }

    void aHoveredWordGoesBeforeAPinnedOneAndAConceptLetsGoOfIt()
    {
        app::Selection selection;
        QSignalSpy changes(&selection, &app::Selection::subjectChanged);
        selection.setCaption(0);
        selection.pinWord(2);
        selection.hoverWord(4);
        QCOMPARE(selection.word(), 4);
        selection.hoverWord(-1);
        QCOMPARE(selection.word(), 2);
        selection.setConcept(1);
        QCOMPARE(selection.word(), -1);
        selection.pinWord(2);
        selection.pinWord(2);
        QCOMPARE(selection.word(), -1);
        QCOMPARE(changes.size(), 7);
        selection.hoverWord(-1);
        QCOMPARE(changes.size(), 7);
    }
};

QTEST_MAIN(tst_Present)
#include "tst_present.moc"
