// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/history_view.h"
#include "views/score_table.h"
#include "views/shortcut_sheet.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <cmath>

using namespace views;

namespace {

QStringList firstColumn(const ScoreTable& table)
{
    QStringList names;
    const QAbstractItemModel* model = table.table()->model();
    for (int row = 0; row < model->rowCount(); ++row)
        names << model->index(row, 0).data().toString();
    return names;
}

} // namespace

/// History, scores, shortcuts.
class TestLists : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aClickGoesBackInHistory()
    {
        HistoryView view;
        view.setSteps({{"Edit caption", "10:40"}, {"Opacity 60 %", "10:42"}}, 2);
        view.resize(284, 200);
        view.show();
        QSignalSpy chosen(&view, &HistoryView::stepChosen);
        QCOMPARE(view.list()->count(), 3); // with the state before the first
        QTest::mouseClick(view.list()->viewport(), Qt::LeftButton, {},
                          view.list()->visualItemRect(view.list()->item(1)).center());
        QCOMPARE(chosen.first().first().toInt(), 1);
        view.setSteps({{"Edit caption", "10:40"}, {"Opacity 60 %", "10:42"}}, 1);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(view.list()->item(2)->data(Qt::AccessibleTextRole).toString(),
                 "Opacity 60 %, undone");
        QTest::keyClick(view.list(), Qt::Key_Up);
        QTest::keyClick(view.list(), Qt::Key_Return);
        QCOMPARE(chosen.last().first().toInt(), 0);
    }

    void scoresSortAsNumbers()
    {
        ScoreTable view;
        view.setScores({{"nine", "ten", "none", "minus"}, {"score"}, {9, 10, NAN, -3}});
        QCOMPARE(firstColumn(view), (QStringList{"nine", "ten", "none", "minus"}));
        view.table()->sortByColumn(1, Qt::DescendingOrder);
        QCOMPARE(firstColumn(view), (QStringList{"ten", "nine", "minus", "none"}));
        view.table()->sortByColumn(0, Qt::AscendingOrder);
        QCOMPARE(firstColumn(view), (QStringList{"minus", "nine", "none", "ten"}));
    }

    void rowsAreKnownByTheirOwnNumbers()
    {
        ScoreTable view;
        view.setScores({{"a", "b", "c"}, {"cosine"}, {.1, .3, .2}});
        view.resize(400, 200);
        view.show();
        view.table()->sortByColumn(1, Qt::DescendingOrder);
        QSignalSpy current(&view, &ScoreTable::currentChanged);
        view.setCurrent(0);
        QCOMPARE(current.count(), 0);
        QCOMPARE(view.table()->currentIndex().row(), 2);
        QTest::keyClick(view.table(), Qt::Key_Up);
        QCOMPARE(current.first().first().toInt(), 2);
        view.setCurrent(-1);
        QVERIFY(!view.table()->selectionModel()->hasSelection());
    }

    void numbersHaveTheirUnitAndTheirDecimals()
    {
        ScoreTable view;
        view.setScores(
            {{"a", "b"}, {"cosine", "rank", "z"}, {.312, 1, 6.3, -.05, 2, NAN}, {}, "cosine"});
        const QAbstractItemModel* model = view.table()->model();
        QCOMPARE(model->index(0, 1).data().toString(), ".312");
        QCOMPARE(model->index(1, 1).data().toString(), QString("−.050"));
        QCOMPARE(model->index(1, 2).data().toString(), "2");
        QCOMPARE(model->index(0, 3).data().toString(), "6.30");
        QCOMPARE(model->index(1, 3).data().toString(), QString("–"));
        QCOMPARE(model->headerData(1, Qt::Horizontal).toString(), "cosine");
    }

    void tooFewValuesAreNone()
    {
        ScoreTable view;
        view.setScores({{"a", "b"}, {"x", "y"}, {1}});
        QCOMPARE(view.table()->model()->index(1, 2).data().toString(), QString("–"));
        view.setScores({});
        view.grab();
    }

    void shortcutsAreFiltered()
    {
        ShortcutSheet sheet;
        sheet.setGroups(
            {{"All",
              {{QKeySequence("Ctrl+K"), "Search actions"}, {QKeySequence("F1"), "Shortcuts"}}},
             {"Canvas", {{QKeySequence("G"), "Grey photo"}}}});
        QCOMPARE(sheet.shownCount(), 3);
        sheet.filter()->setText("grey");
        QCOMPARE(sheet.shownCount(), 1);
        sheet.filter()->setText("ctrl+k");
        QCOMPARE(sheet.shownCount(), 1);
        sheet.filter()->setText("none such");
        QCOMPARE(sheet.shownCount(), 0);
        sheet.grab();
    }
};
QTEST_MAIN(TestLists)
#include "tst_lists.moc"
