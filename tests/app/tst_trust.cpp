// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/trust.h"

#include <QTest>

using app::trustBadge;
using Kind = views::Badge::Kind;

namespace {

/// clip4dm finds wrong colours and blames the noun for a wrong "no".
models::Calibrations known()
{
    const auto words = [](double value) {
        return calibration::MethodResult{.method = "clip4dm",
                                         .figures = {{.metric = "m-token-auroc",
                                                      .value = value,
                                                      .low = value - .03,
                                                      .high = value + .03,
                                                      .chance = .5,
                                                      .count = 1240},
                                                     {.metric = "m-token-auroc",
                                                      .group = "negation",
                                                      .value = .22,
                                                      .low = .18,
                                                      .high = .27,
                                                      .chance = .5,
                                                      .count = 120},
                                                     {.metric = "m-token-auroc",
                                                      .group = "colour",
                                                      .value = .97,
                                                      .low = .95,
                                                      .high = .99,
                                                      .chance = .5,
                                                      .count = 300}}};
    };
    models::Calibrations all;
    all.results = {
        {.domain = "chest", .data = "held-out phantoms", .cases = 200, .methods = {words(.81)}},
        {.domain = "shapes", .data = "held-out phantoms", .cases = 1200, .methods = {words(.92)}}};
    return all;
}

} // namespace

class TestTrust : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBadgeNamesTheFigureOfTheCasesDomain()
    {
        const views::Badge badge = trustBadge(known(), "shapes", "clip4dm", "tiny");
        QVERIFY(badge.kind == Kind::Trusted);
        QCOMPARE(badge.text, QString("word AUROC .92 · shapes"));
        QVERIFY(badge.tooltip.contains(".92 [.89, .95] of 1,240"));
        QVERIFY(badge.tooltip.contains("1,200 shapes cases, held-out phantoms"));
        QVERIFY(badge.tooltip.contains("negation .22 [.18, .27], worse than guessing"));
        QVERIFY(!badge.tooltip.contains("colour"));
        QVERIFY(!badge.tooltip.contains("chest"));
    }

    void whereTheDomainIsNotKnownTheLeastGoodFigureIsShown()
    {
        const views::Badge badge = trustBadge(known(), {}, "clip4dm", "tiny");
        QCOMPARE(badge.text, QString("word AUROC .81 · chest"));
        QVERIFY(badge.tooltip.contains("chest") && badge.tooltip.contains("shapes"));
    }

    void aFigureNoBetterThanGuessingIsDoubtful()
    {
        models::Calibrations all = known();
        calibration::Figure& figure = all.results[1].methods[0].figures[0];
        figure.value = .52;
        figure.low = .49;
        QVERIFY(trustBadge(all, "shapes", "clip4dm", "tiny").kind == Kind::Doubtful);
        figure.low = .51;
        QVERIFY(trustBadge(all, "shapes", "clip4dm", "tiny").kind == Kind::Trusted);
    }

    void aFailedSelfTestIsRed()
    {
        explain::NetworkInfo network{.name = "tiny"};
        QVERIFY(!app::selfTestBadge(network));
        network.selfTest = {.difference = 1e-4, .tolerance = 1e-3};
        QVERIFY(!app::selfTestBadge(network));
        network.selfTest->difference = .3;
        const auto badge = app::selfTestBadge(network);
        QVERIFY(badge && badge->kind == Kind::Failed);
        QCOMPARE(badge->text, QString("self-test failed"));
        QVERIFY(badge->tooltip.contains("0.3"));
    }

    void aCaveatCarriesTheFiguresOfBothMethods()
    {
        models::Calibrations all = known();
        calibration::MethodResult better = all.results[1].methods[0];
        better.method = "word-loo";
        better.figures[1].value = .8;
        better.figures[1].low = .75;
        better.figures[1].high = .85;
        all.results[1].methods.push_back(better);
        const explain::Caveat caveat{
            .id = "negation", .message = "It blames the noun.", .better = "word-loo"};
        QCOMPARE(app::cautionSentence(all, "shapes", "clip4dm", caveat),
                 QString("It blames the noun. Measured on shapes: word AUROC .22 [.18, .27], by "
                         "word-loo .80 [.75, .85]."));
        QCOMPARE(app::cautionLine(all, "shapes", "clip4dm", caveat),
                 QString("clip4dm .22 on a wrong “no”, word-loo .80; guessing gives .50."));
        QCOMPARE(app::cautionLine(known(), "shapes", "clip4dm", caveat),
                 QString("clip4dm .22 on a wrong “no”; guessing gives .50."));
        QCOMPARE(app::cautionLine({}, "shapes", "clip4dm", caveat), QString("It blames the noun."));
        QCOMPARE(app::cautionSentence({}, "shapes", "clip4dm", caveat),
                 QString("It blames the noun."));
    }

    void tableRowsLeaveOutWhatHasNoValue()
    {
        calibration::Result result = known().results[0];
        result.methods[0].figures[1].value = calibration::Figure::none;
        const QList<views::FigureRow> rows = app::figureRows(result);
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[0].metric, QString("Word AUROC"));
        QCOMPARE(rows[1].group, QString("colour"));
    }

    void whatWasNotMeasuredIsSaid()
    {
        for (const views::Badge& badge : {trustBadge({}, "shapes", "clip4dm", "tiny"),
                                          trustBadge(known(), "shapes", "ot-ipot", "tiny")}) {
            QVERIFY(badge.kind == Kind::NotCalibrated);
            QCOMPARE(badge.text, QString("not calibrated"));
            QVERIFY(badge.tooltip.contains("tiny"));
        }
        QVERIFY(app::trustSection({}, {}, "clip4dm").title.contains("not calibrated"));
    }

    void theInspectorListsAllThatWasMeasured()
    {
        const views::InspectorSection section = app::trustSection(known(), {}, "clip4dm");
        QStringList lines;
        for (const views::InspectorRow& row : section.rows)
            lines << row.key + ": " + row.value;
        QCOMPARE(lines,
                 QStringList({"Measured on: 200 chest cases", "Word AUROC: .81 [.78, .84]",
                              "Fails on: negation", "Measured on: 1,200 shapes cases",
                              "Word AUROC: .92 [.89, .95]", "Fails on: negation"}));
        QVERIFY(section.rows[2].tone == views::InspectorRow::Tone::Caution);
        QVERIFY(section.rows[1].tooltip.contains("n 1,240"));
        QVERIFY(section.rows[0].tooltip.contains("held-out phantoms"));
        const auto ofShapes = app::trustSection(known(), "shapes", "clip4dm");
        QCOMPARE(ofShapes.rows.size(), 3); // an open case of shapes asks for no chest
        QCOMPARE(ofShapes.rows[0].value, QString("1,200 shapes cases"));
    }

    void failuresAreNamedByTheirFigure()
    {
        QCOMPARE(app::knownFailures(known(), "shapes", "clip4dm"),
                 QStringList("negation .22 [.18, .27], worse than guessing"));
        QVERIFY(app::knownFailures(known(), "shapes", "word-loo").isEmpty());
        QCOMPARE(
            app::trustNote(known(), "shapes", "clip4dm"),
            QString("word AUROC .92 [.89, .95], n 1,240, 1,200 shapes cases, held-out phantoms"));
        QVERIFY(app::trustNote({}, "shapes", "clip4dm").isEmpty());
        models::Calibrations masks = known();
        masks.results[1].methods[0].figures[0].metric = "m-mask-own";
        QVERIFY(app::trustNote(masks, "shapes", "clip4dm").startsWith("IoU .92"));
    }
};

QTEST_GUILESS_MAIN(TestTrust)
#include "tst_trust.moc"
