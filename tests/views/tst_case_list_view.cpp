// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/case_list_view.h"

#include <QAction>
#include <QElapsedTimer>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>

using namespace views;

namespace {

enum Role { Thumbnail = Qt::UserRole + 1, Subtitle, State, Search, Tags, Score };

class ShownCases {
public:
    explicit ShownCases(int count = 4)
    {
        const char* titles[] = {"Cat and budgerigar", "Horses by the lake", "Cow and temple",
                                "Chest"};
        for (int i = 0; i < count; ++i) {
            auto* item = new QStandardItem(titles[i % 4]);
            QImage picture(80, 30, QImage::Format_RGB32);
            picture.fill(Qt::green);
            item->setData(picture, Thumbnail);
            item->setData(i == 3 ? "report" : "2 texts", Subtitle);
            item->setData(int(CaseState::Contradicted), State);
            model.appendRow(item);
        }
        list.setModel(&model, {Thumbnail, Qt::DisplayRole, Subtitle, State});
        list.resize(236, 400);
        list.show();
        list.activateWindow();
        if (!QTest::qWaitForWindowActive(&list))
            qFatal("the list was not shown");
    }

    QPoint row(int shown) const
    {
        return list.list()->visualRect(list.list()->model()->index(shown, 0)).center();
    }
    bool says(const QString& text) const
    {
        for (const QLabel* label : list.findChildren<QLabel*>())
            if (label->isVisible() && label->text() == text)
                return true;
        return false;
    }

    QStandardItemModel model;
    CaseListView list;
};

} // namespace

class TestCaseListView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void escapeEmptiesTheFilterBeforeItIsAShortcut()
    {
        ShownCases shown;
        QAction cancel;
        cancel.setShortcut(Qt::Key_Escape);
        shown.list.addAction(&cancel);
        QSignalSpy cancelled(&cancel, &QAction::triggered);
        shown.list.focusFilter();
        auto* line = shown.list.findChild<QLineEdit*>();
        QTest::keyClicks(line, "cow");
        QCOMPARE(shown.list.shownCount(), 1);
        QTest::keyClick(line, Qt::Key_Escape);
        QCOMPARE(shown.list.shownCount(), 4);
        QCOMPARE(cancelled.count(), 0);
        QTest::keyClick(line, Qt::Key_Escape);
        QCOMPARE(cancelled.count(), 1);
    }

    void aClickOpens()
    {
        ShownCases shown;
        QSignalSpy opened(&shown.list, &CaseListView::opened);
        QTest::mouseClick(shown.list.list()->viewport(), Qt::LeftButton, {}, shown.row(2));
        QCOMPARE(opened.first().first().toInt(), 2);
        QCOMPARE(shown.list.current(), -1); // the application opens it
    }

    void arrowsLookAndReturnOpens()
    {
        ShownCases shown;
        shown.list.setCurrent(0);
        QSignalSpy opened(&shown.list, &CaseListView::opened);
        QTest::keyClick(shown.list.list(), Qt::Key_Down);
        QCOMPARE(opened.count(), 0);
        QTest::keyClick(shown.list.list(), Qt::Key_Return);
        QCOMPARE(opened.first().first().toInt(), 1);
    }

    void theFilterNeverChangesTheOpenCase()
    {
        ShownCases shown;
        shown.list.setCurrent(0);
        QSignalSpy opened(&shown.list, &CaseListView::opened);
        QTest::keyClicks(shown.list.filter(), "TEXTS co");
        QCOMPARE(shown.list.shownCount(), 1); // every word, in title or second line
        QCOMPARE(opened.count(), 0);
        QCOMPARE(shown.list.current(), 0);
        QVERIFY(shown.says("1 of 4 shown"));
        QTest::keyClick(shown.list.filter(), Qt::Key_Down);
        QTest::keyClick(shown.list.list(), Qt::Key_Return);
        QCOMPARE(opened.first().first().toInt(), 2); // the row of the model, not of the filter
        QTest::keyClick(shown.list.filter(), Qt::Key_Escape);
        QCOMPARE(shown.list.shownCount(), 4);
    }

    void theOpenCaseIsKnownWhenRowsMove()
    {
        ShownCases shown;
        shown.list.setCurrent(1);
        QVERIFY(shown.says("2 of 4"));
        shown.model.insertRow(0, new QStandardItem("New"));
        QCOMPARE(shown.list.current(), 2);
        QVERIFY(shown.says("3 of 5"));
        shown.model.removeRow(2);
        QCOMPARE(shown.list.current(), -1);
    }

    void stepsGoThroughWhatIsShown()
    {
        ShownCases shown;
        shown.list.setCurrent(0);
        QTest::keyClicks(shown.list.filter(), "a");
        shown.list.filter()->setText("c");
        QSignalSpy opened(&shown.list, &CaseListView::opened);
        shown.list.step(1);
        QCOMPARE(opened.takeFirst().first().toInt(), 2); // "Horses by the lake" has no c
        shown.list.step(-1);
        QVERIFY(opened.isEmpty()); // nothing before the first
    }

    void anEmptyListSaysWhatToDo()
    {
        ShownCases shown(0);
        QVERIFY(shown.says("0 cases"));
        QVERIFY(!shown.list.filter()->isVisible());
        shown.model.appendRow(new QStandardItem("First"));
        QVERIFY(shown.list.filter()->isVisible());
    }

    void theRailShowsThumbnailsAlone()
    {
        ShownCases shown;
        shown.list.setRail(true);
        shown.list.resize(72, 400);
        QVERIFY(!shown.list.filter()->isVisible());
        QCOMPARE(shown.list.list()->visualRect(shown.list.list()->model()->index(0, 0)).height(),
                 54);
        const QImage image = shown.list.list()->viewport()->grab().toImage();
        QCOMPARE(image.pixelColor(shown.row(0)), QColor(Qt::green));
        // Cut to 56 x 42 rather than squeezed or padded.
        QCOMPARE(image.pixelColor(shown.row(0) + QPoint(0, 19)), QColor(Qt::green));
    }

    void delAsksForRemoval()
    {
        ShownCases shown;
        shown.list.setCurrent(3);
        QSignalSpy removed(&shown.list, &CaseListView::removeRequested);
        QTest::keyClick(shown.list.list(), Qt::Key_Delete);
        QCOMPARE(removed.first().first().toInt(), 3);
    }

    void screenReadersHearTheState()
    {
        ShownCases shown;
        QCOMPARE(shown.list.list()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 "Cat and budgerigar, 2 texts, contradicted");
    }

    void strangeStatesAreNone()
    {
        ShownCases shown;
        shown.model.item(0)->setData(99, State);
        shown.model.item(1)->setData("x", State);
        shown.list.grab();
        QVERIFY(shown.list.list()
                    ->model()
                    ->index(0, 0)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .endsWith("no verdict"));
    }

    void tagsAndStatesAreSearchedFor()
    {
        ShownCases shown;
        shown.model.item(0)->setData(QStringList({"Chest", "difficult one"}), Tags);
        shown.model.item(1)->setData(int(CaseState::Flagged), State);
        shown.list.setModel(&shown.model, withKeys());
        const auto count = [&](const char* search) {
            shown.list.setSearch(search);
            return shown.list.shownCount();
        };
        QCOMPARE(count("tag:chest"), 1);
        QCOMPARE(count("tag:\"difficult one\""), 1);
        QCOMPARE(count("tag:diff"), 0); // a whole tag is meant
        QCOMPARE(count("is:flagged"), 1);
        QCOMPARE(count("is:contradicted"), 3);
        QCOMPARE(count("is:contradicted tag:chest"), 1);
        QCOMPARE(count(""), 4);
    }

    void theOrderIsAChoice()
    {
        ShownCases shown;
        const char* titles[] = {"case 10", "case 2", "Case 1", "a case"};
        for (int i = 0; i < 4; ++i)
            shown.model.item(i)->setText(titles[i]);
        shown.model.item(1)->setData(0.9, Score);
        shown.model.item(2)->setData(QStringList("b"), Tags);
        shown.model.item(3)->setData(QStringList("a"), Tags);
        shown.list.setModel(&shown.model, withKeys());
        shown.list.setCurrent(1);
        const auto title = [&](int row) {
            return shown.list.list()->model()->index(row, 0).data().toString();
        };
        shown.list.setOrder(CaseOrder::Title);
        QCOMPARE(title(0), QString("a case"));
        QCOMPARE(title(2), QString("case 2"));
        shown.list.setOrder(CaseOrder::Tag);
        QCOMPARE(title(0), QString("a case"));
        shown.list.setOrder(CaseOrder::Score);
        QCOMPARE(title(0), QString("case 2"));
        shown.model.item(3)->setData(0.95, Score); // it moves by itself
        QCOMPARE(title(0), QString("a case"));
        shown.list.setOrder(CaseOrder::AsOpened);
        QCOMPARE(title(0), QString("case 10"));
        QCOMPARE(shown.list.current(), 1); // the same case is open through all of it
    }

    void tenThousandCasesAnswerAtOnce()
    {
        QStandardItemModel model;
        for (int i = 0; i < 10000; ++i) {
            auto* item = new QStandardItem(QString("Case %1").arg(i));
            item->setData(
                QString("case %1 an effusion on the %2").arg(i).arg(i % 2 ? "left" : "right"),
                Search);
            item->setData(QStringList(QString("tag%1").arg(i % 7)), Tags);
            model.appendRow(item);
        }
        CaseListView list;
        CaseRoles roles = withKeys();
        roles.search = Search;
        list.setModel(&model, roles);
        list.resize(236, 600);
        list.show();
        QSignalSpy opened(&list, &CaseListView::opened);
        const auto msOf = [](auto work) {
            QElapsedTimer timer;
            timer.start();
            work();
            QCoreApplication::processEvents(); // painting counts as well
            return timer.elapsed();
        };
        const qint64 search = msOf([&] { list.setSearch("effusion left"); });
        QCOMPARE(list.shownCount(), 5000);
        const qint64 tag = msOf([&] { list.setSearch("tag:tag3"); });
        const qint64 all = msOf([&] { list.setSearch(""); });
        const qint64 order = msOf([&] { list.setOrder(CaseOrder::Title); });
        qInfo("10,000 cases: words %lld ms, tag %lld ms, all %lld ms, order %lld ms", search, tag,
              all, order);
        // Generous: a busy machine is no fault of the list.
        QVERIFY(search < 500 && tag < 500 && all < 500 && order < 1000);
        QCOMPARE(opened.count(), 0);
    }

private:
    static CaseRoles withKeys()
    {
        return {Thumbnail, Qt::DisplayRole, Subtitle, State, 0, Tags, Score};
    }
};
QTEST_MAIN(TestCaseListView)
#include "tst_case_list_view.moc"
