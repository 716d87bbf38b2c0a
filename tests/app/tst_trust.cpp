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
    all.results = {{.domain = "chest", .data = "200 drawn radiographs", .methods = {words(.81)}},
                   {.domain = "shapes", .data = "200 drawn shapes", .methods = {words(.92)}}};
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
        QVERIFY(badge.tooltip.contains("200 drawn shapes"));
        QVERIFY(badge.tooltip.contains("negation .22 [.18, .27], worse than guessing"));
        QVERIFY(!badge.tooltip.contains("colour"));
        QVERIFY(!badge.tooltip.contains("radiographs"));
    }

    void whereTheDomainIsNotKnownTheLeastGoodFigureIsShown()
    {
        const views::Badge badge = trustBadge(known(), {}, "clip4dm", "tiny");
        QCOMPARE(badge.text, QString("word AUROC .81 · chest"));
        QVERIFY(badge.tooltip.contains("radiographs") && badge.tooltip.contains("drawn shapes"));
    }

    void whatWasNotMeasuredIsSaid()
    {
        for (const views::Badge& badge : {trustBadge({}, "shapes", "clip4dm", "tiny"),
                                          trustBadge(known(), "shapes", "ot-ipot", "tiny")}) {
            QVERIFY(badge.kind == Kind::NotCalibrated);
            QCOMPARE(badge.text, QString("not calibrated"));
            QVERIFY(badge.tooltip.contains("tiny"));
        }
        QVERIFY(app::trustSection({}, "clip4dm").title.contains("not calibrated"));
    }

    void theInspectorListsAllThatWasMeasured()
    {
        const views::InspectorSection section = app::trustSection(known(), "clip4dm");
        QStringList lines;
        for (const views::InspectorRow& row : section.rows)
            lines << row.key + ": " + row.value;
        QCOMPARE(lines,
                 QStringList({"Measured on: 200 drawn radiographs", "Word AUROC: .81 [.78, .84]",
                              "Fails on: negation", "Measured on: 200 drawn shapes",
                              "Word AUROC: .92 [.89, .95]", "Fails on: negation"}));
        QVERIFY(section.rows[2].tone == views::InspectorRow::Tone::Caution);
        QVERIFY(section.rows[1].tooltip.contains("n 1,240"));
    }

    void failuresAreNamedByTheirFigure()
    {
        QCOMPARE(app::knownFailures(known(), "shapes", "clip4dm"),
                 QStringList("negation .22 [.18, .27], worse than guessing"));
        QVERIFY(app::knownFailures(known(), "shapes", "word-loo").isEmpty());
        QCOMPARE(app::trustNote(known(), "shapes", "clip4dm"),
                 QString("word AUROC .92 [.89, .95], n 1,240, 200 drawn shapes"));
        QVERIFY(app::trustNote({}, "shapes", "clip4dm").isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTrust)
#include "tst_trust.moc"
