// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/blind_bar.h"
#include "views/canvas.h"
#include "views/claim_list.h"
#include "views/key_button.h"
#include "views/machine_column.h"
#include "views/reader_list.h"
#include "views/reading_table.h"

#include <QListWidget>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace views;

class TestClaimViews final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noVerdictIsToldByColourAlone()
    {
        QSet<QString> icons, names;
        for (int i = 0; i <= verdictCount; ++i) {
            icons.insert(iconOf(Verdict(i)));
            names.insert(nameOf(Verdict(i)));
        }
        QCOMPARE(icons.size(), verdictCount + 1);
        QCOMPARE(names.size(), verdictCount + 1);
        QCOMPARE(verdictText(Verdict::Contradicted, 2), "Contradicted, major");
        QCOMPARE(severityName(7), "7"); // from elsewhere
    }

    void claimsAreSpokenWithAllThatIsPainted()
    {
        const ClaimRow row{.number = 3,
                           .words = "a red bird",
                           .details = "object · 1 region",
                           .verdict = Verdict::Contradicted,
                           .severity = 2,
                           .locked = true};
        QCOMPARE(spoken(row), "3, a red bird, object, 1 region, contradicted, major, locked");
    }

    void theCurrentRowSurvivesAChange()
    {
        ClaimList list;
        QSignalSpy changed(&list, &ClaimList::currentChanged);
        list.setClaims({{.number = 1, .words = "a"}, {.number = 2, .words = "b"}});
        list.setCurrent(1);
        list.setClaims({{.number = 1, .words = "a"}, {.number = 2, .words = "c"}});
        QCOMPARE(list.current(), 1);
        QVERIFY(changed.isEmpty());
        list.rows()->setCurrentRow(0);
        QCOMPARE(changed.size(), 1);
        QSignalSpy removed(&list, &ClaimList::removeRequested);
        QTest::keyClick(list.rows(), Qt::Key_Delete);
        QCOMPARE(removed.size(), 1);
    }

    void readersDifferWhereBothHaveJudged()
    {
        const ReadingCell yes{.verdict = Verdict::Supported, .regions = 1};
        ReadingCell no{.verdict = Verdict::Contradicted, .regions = 1};
        QVERIFY(differs({.cells = {yes, no}}));
        QVERIFY(!differs({.cells = {yes, ReadingCell{}}}));
        no.hidden = true;
        QVERIFY(!differs({.cells = {yes, no}}));
        QVERIFY(differs({.cells = {yes, {.verdict = Verdict::Supported, .regions = 0}}}));
        QVERIFY(!differs({.cells = {yes, {.verdict = Verdict::Supported, .regions = 3}}}));
        QVERIFY(differs({.cells = {yes,
                                   ReadingCell{},
                                   {.verdict = Verdict::Supported, .severity = 1, .regions = 1}}}));
    }

    void aHiddenCardHoldsNothing()
    {
        MachineColumn column;
        column.setCount(2);
        QCOMPARE(column.active(), 0);
        MachineCard* card = column.card(0);
        card->setTitle("patch-sim", "bird");
        card->setHiddenEvidence(true, true);
        column.resize(MachineColumn::width, 500);
        column.show();
        QVERIFY(!card->canvas()->isVisible());
        QVERIFY(card->accessibleName().contains("hidden"));
        card->setHiddenEvidence(false, true);
        QVERIFY(card->canvas()->isVisible());
        QSignalSpy active(&column, &MachineColumn::activeChanged);
        QTest::mouseClick(column.card(1), Qt::LeftButton);
        QCOMPARE(active.size(), 1);
        QCOMPARE(column.active(), 1);
    }

    void theBarSaysWhyItCannotLock()
    {
        BlindBar bar;
        bar.setState(BlindBar::State::Blind, "Claim 3 of 4", "Give a verdict first.");
        QVERIFY(!bar.button()->isEnabled());
        QCOMPARE(bar.button()->toolTip(), "Give a verdict first.");
        bar.setState(BlindBar::State::Blind, "Claim 3 of 4");
        QSignalSpy locked(&bar, &BlindBar::lockRequested);
        QTest::mouseClick(bar.button(), Qt::LeftButton);
        QCOMPARE(locked.size(), 1);
        bar.setState(BlindBar::State::Locked, "Claim 3 of 4");
        QVERIFY(!bar.button()->isVisibleTo(&bar));
    }
};

QTEST_MAIN(TestClaimViews)
#include "tst_claim_views.moc"
