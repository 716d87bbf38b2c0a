// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/background_task.h"

#include "views/busy_row.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <stdexcept>

using app::BackgroundTask;
using Outcome = BackgroundTask::Outcome;

class tst_BackgroundTask final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsHowFarItIsAndWhatBecameOfIt()
    {
        BackgroundTask task;
        QSignalSpy told(&task, &BackgroundTask::progress);
        bool ended = false;
        task.start(
            "Save",
            [](const explain::Progress& progress) -> Outcome {
                progress.report(0.5, "half");
                return explain::Error{explain::Error::Kind::Input, "disk: full"};
            },
            [&](const Outcome& outcome) { ended = outcome && outcome->message == "disk: full"; });
        QVERIFY(task.isRunning());
        QTRY_VERIFY(ended);
        QVERIFY(!task.isRunning());
        QCOMPARE(told.first()[0].toString(), QString("Save"));
        QVERIFY(told.count() >= 2 && std::abs(told.last()[1].toDouble() - 0.5) < 0.01);
    }
    void aCancelledOneSaysSoUnlessItWasDone()
    {
        for (const bool heeds : {true, false}) {
            BackgroundTask task;
            QSemaphore begun, mayGoOn;
            std::optional<Outcome> ended;
            task.start(
                "Save",
                [&](const explain::Progress& progress) -> Outcome {
                    begun.release();
                    mayGoOn.acquire();
                    if (heeds && progress.cancelled())
                        return explain::cancelledError;
                    return {};
                },
                [&](const Outcome& outcome) { ended = outcome; });
            begun.acquire();
            task.cancel();
            mayGoOn.release();
            QTRY_VERIFY(ended);
            QCOMPARE(ended->has_value(), heeds);
        }
    }
    void whatIsThrownIsAnError()
    {
        BackgroundTask task;
        std::string message;
        task.start(
            "Save", [](const explain::Progress&) -> Outcome { throw std::runtime_error("odd"); },
            [&](const Outcome& outcome) { message = outcome ? outcome->message : "none"; });
        QTRY_VERIFY(QString::fromStdString(message).contains("odd"));
    }
    void endsWithItsOwner()
    {
        bool ended = false;
        {
            BackgroundTask task;
            task.start(
                "Save",
                [](const explain::Progress& progress) -> Outcome {
                    while (!progress.cancelled())
                        QTest::qSleep(1);
                    return explain::cancelledError;
                },
                [&](const Outcome&) { ended = true; });
        }
        QVERIFY(!ended); // whoever would hear of it may be gone as well
    }
    void theRowOffersAWayOutAfterASecond()
    {
        views::BusyRow row;
        QSignalSpy cancelled(&row, &views::BusyRow::cancelRequested);
        QVERIFY(!row.isVisible());
        row.setBusy("Save results", 0.4);
        QVERIFY(row.isVisible());
        QCOMPARE(row.text(), QString("Save results, 40 %"));
        QVERIFY(!row.cancelButton()->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(row.cancelButton()->isVisible(), 3000);
        row.cancelButton()->click();
        QCOMPARE(cancelled.count(), 1);
        row.clear();
        QVERIFY(!row.isVisible() && row.text().isEmpty());
    }
};

QTEST_MAIN(tst_BackgroundTask)
#include "tst_background_task.moc"
