// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/empty_state.h"
#include "views/notice_bar.h"
#include "views/start_buttons.h"

#include <QAction>
#include <QClipboard>
#include <QDropEvent>
#include <QGuiApplication>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

using namespace views;

/// What stands in for panels, and what stands above the status bar.
class TestStartAndNotices : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void buttonsAndCardsBegin()
    {
        EmptyState start;
        start.setCards({{"phantoms", "layers", "Open the phantoms", "8 drawn cases"},
                        {"network", "cpu", "Add a network", "Drop a folder"}});
        start.resize(900, 600);
        start.show();
        QSignalSpy open(&start, &EmptyState::openRequested);
        QSignalSpy paste(&start, &EmptyState::pasteRequested);
        QSignalSpy card(&start, &EmptyState::cardChosen);
        const auto buttons = start.findChildren<StartButton*>();
        QCOMPARE(buttons.size(), 2);
        QTest::mouseClick(buttons[0], Qt::LeftButton);
        QTest::keyClick(buttons[1], Qt::Key_Space);
        QCOMPARE(open.count(), 1);
        QCOMPARE(paste.count(), 1);
        const auto cards = start.findChildren<CardButton*>();
        QCOMPARE(cards.size(), 2);
        QTest::mouseClick(cards[1], Qt::LeftButton);
        QCOMPARE(card.first().first().toString(), "network");
        QCOMPARE(cards[0]->accessibleName(), "Open the phantoms");
    }

    void filesAndPicturesAreTaken()
    {
        EmptyState start;
        start.resize(900, 600);
        QSignalSpy dropped(&start, &EmptyState::dropped);
        QMimeData text, files;
        text.setText("words");
        files.setUrls({QUrl::fromLocalFile("/tmp/a.png")});
        QDragEnterEvent words({10, 10}, Qt::CopyAction, &text, Qt::LeftButton, {});
        words.ignore();
        QCoreApplication::sendEvent(&start, &words);
        QVERIFY(!words.isAccepted());
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &files, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&start, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({10, 10}, Qt::CopyAction, &files, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&start, &drop);
        QCOMPARE(dropped.count(), 1);
    }

    void noticesStayUntilTheyAreDismissed()
    {
        NoticeBar bar;
        QVERIFY(bar.isHidden());
        bar.post(NoticeBar::Level::Error, "visual.proj: expected [768, 512], found [1024, 768]",
                 "more");
        bar.post(NoticeBar::Level::Caution, "the disk is nearly full");
        bar.post(NoticeBar::Level::Error, "the disk is nearly full"); // said already
        QVERIFY(!bar.isHidden());
        QCOMPARE(bar.count(), 2);
        QCOMPARE(bar.shown(), "the disk is nearly full"); // the newest comes first
        QTest::qWait(50);
        QVERIFY(!bar.isHidden());
        bar.dismiss();
        QVERIFY(bar.shown().startsWith("visual.proj"));
        bar.dismiss();
        QVERIFY(bar.isHidden());
        bar.dismiss(); // nothing there
        QCOMPARE(bar.count(), 0);
    }

    void escapeDismissesFromAButtonToo()
    {
        NoticeBar bar;
        QAction cancel;
        cancel.setShortcut(Qt::Key_Escape);
        bar.addAction(&cancel);
        QSignalSpy cancelled(&cancel, &QAction::triggered);
        bar.post(NoticeBar::Level::Error, "no such file", "details of it");
        bar.resize(600, 32);
        bar.show();
        bar.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&bar));
        auto* copy = bar.findChild<QPushButton*>();
        copy->setFocus();
        QTest::keyClick(copy, Qt::Key_Escape);
        QCOMPARE(bar.count(), 0);
        QCOMPARE(cancelled.count(), 0);
    }

    void detailsAreCopied()
    {
        NoticeBar bar;
        bar.post(NoticeBar::Level::Error, "no such file", "details of it");
        bar.resize(600, 32);
        bar.show();
        auto* copy = bar.findChild<QPushButton*>();
        QVERIFY(copy->isVisible());
        copy->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), "details of it");
        bar.clear();
        bar.post(NoticeBar::Level::Notice, "without details");
        QVERIFY(!copy->isVisible());
    }
};
QTEST_MAIN(TestStartAndNotices)
#include "tst_start_and_notices.moc"
