// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/case_note.h"
#include "views/style.h"
#include "views/theme.h"
#include "views/tour.h"

#include <QAction>
#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using views::Tour;

namespace {

/// A window with two marked places and something that has the focus.
struct Window {
    QWidget window;
    QWidget* left = new QWidget(&window);
    QWidget* middle = new QWidget(&window);
    QPushButton* button = new QPushButton("focus", &window);
    Tour* tour = new Tour(&window);

    Window()
    {
        window.resize(1280, 720);
        left->setGeometry(0, 40, 200, 600);
        middle->setGeometry(300, 200, 400, 300);
        button->setGeometry(1000, 650, 100, 30);
        window.show();
        window.activateWindow();
        button->setFocus();
    }
    void start()
    {
        tour->start({{"Cases", "Where they are.", left},
                     {"Panels", "What they show.", middle},
                     {"Gone", "Speaks of nothing.", nullptr}});
    }
    void key(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }
};

} // namespace

class tst_Tour final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new views::StudioStyle); }

    void stepsByKeysAndGivesTheFocusBack()
    {
        Window shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        QSignalSpy finished(shown.tour, &Tour::finished);
        shown.start();
        QCOMPARE(shown.tour->step(), 0);
        shown.key(Qt::Key_Return);
        QCOMPARE(shown.tour->title(), QString("Panels"));
        shown.key(Qt::Key_Left);
        QCOMPARE(shown.tour->step(), 0);
        shown.key(Qt::Key_Right);
        shown.key(Qt::Key_Right);
        QCOMPARE(shown.tour->step(), 2);
        shown.key(Qt::Key_Return);
        QCOMPARE(finished.size(), 1);
        QVERIFY(finished[0][0].toBool());
        QVERIFY(shown.tour->isHidden());
        QVERIFY(shown.button->hasFocus());
    }

    void escapeSkipsAndNoShortcutOfTheWindowRuns()
    {
        Window shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        QAction action;
        action.setShortcuts({QKeySequence("Escape"), QKeySequence("G")});
        shown.window.addAction(&action);
        QSignalSpy ran(&action, &QAction::triggered);
        QSignalSpy finished(shown.tour, &Tour::finished);
        shown.start();
        shown.key(Qt::Key_G);
        QCOMPARE(shown.tour->step(), 0);
        shown.key(Qt::Key_Escape);
        QCOMPARE(finished.size(), 1);
        QVERIFY(!finished[0][0].toBool());
        QCOMPARE(ran.size(), 0);
    }

    void tabStaysAmongItsButtons()
    {
        Window shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        shown.start();
        for (int press = 0; press < 5; ++press) {
            shown.key(Qt::Key_Tab);
            QVERIFY(shown.tour->isAncestorOf(QApplication::focusWidget()));
        }
    }

    void theCardNeverCoversWhatItSpeaksOf()
    {
        for (const QSize size : {QSize(1280, 720), QSize(1920, 1080), QSize(1000, 700)}) {
            Window shown;
            shown.window.resize(size);
            shown.start();
            for (int step = 0; step < 2; ++step) {
                QTRY_COMPARE(shown.tour->geometry(), shown.window.rect());
                QVERIFY(!shown.tour->cardPlace().intersects(shown.tour->place()));
                QVERIFY(shown.window.rect().contains(shown.tour->cardPlace()));
                QTest::keyClick(shown.tour->findChild<QPushButton*>(), Qt::Key_Right);
            }
            QVERIFY(shown.tour->place().isNull());
            QVERIFY(
                (shown.tour->cardPlace().center() - shown.window.rect().center()).manhattanLength()
                < 4);
        }
    }

    void theCardIsAsHighAsItsText()
    {
        const views::TourStep brief{"Brief", "One line.", nullptr};
        const views::TourStep lengthy{"Long", QString("Many words. ").repeated(40), nullptr};
        Window shown;
        shown.tour->start({brief, lengthy, brief, brief});
        const int once = shown.tour->cardPlace().height();
        QTest::keyClick(shown.tour->findChild<QPushButton*>(), Qt::Key_Right);
        QVERIFY(shown.tour->cardPlace().height() > once + 60);
        QTest::keyClick(shown.tour->findChild<QPushButton*>(), Qt::Key_Right);
        QVERIFY2(
            std::abs(shown.tour->cardPlace().height() - once) <= 2,
            qPrintable(QString("%1, at first %2").arg(shown.tour->cardPlace().height()).arg(once)));
    }

    void itFollowsTheWindow()
    {
        Window shown;
        shown.start();
        shown.window.resize(900, 700);
        QTRY_COMPARE(shown.tour->size(), QSize(900, 700));
    }

    void dimsAllButWhatItSpeaksOf()
    {
        views::setScheme(views::Scheme::Light);
        Window shown;
        shown.start();
        const QColor inside = shown.window.grab().toImage().pixelColor(100, 300);
        const QColor outside = shown.window.grab().toImage().pixelColor(1200, 60);
        QVERIFY(inside.lightness() > outside.lightness() + 40);
    }

    void aScreenReaderHearsTheStep()
    {
        Window shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        shown.start();
        QCOMPARE(QApplication::focusWidget()->accessibleDescription(),
                 QString("Tour, 1 of 3. Cases. Where they are."));
    }

    void aNoteIsThereOnlyWhileItSaysSomething()
    {
        QWidget window;
        views::CaseNote note(&window);
        window.show();
        QVERIFY(note.isHidden());
        note.setText("The second caption is wrong.");
        QVERIFY(note.isVisible());
        QSignalSpy closed(&note, &views::CaseNote::closed);
        QTest::mouseClick(note.findChild<QToolButton*>(), Qt::LeftButton);
        QCOMPARE(closed.size(), 1);
        note.setText({});
        QVERIFY(note.isHidden());
    }
};

QTEST_MAIN(tst_Tour)
#include "tst_tour.moc"
