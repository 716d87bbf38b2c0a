// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/run_queue.h"

#include "tests/models/fakes.h"

#include <QFutureWatcher>
#include <QMutex>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

using explain::Context;
using models::RunOutcome;
using models::RunQueue;
using models::RunRequest;
using Priority = RunRequest::Priority;

namespace {

/// What ran, in order; written by workers.
class Diary {
public:
    void write(const QString& line)
    {
        const QMutexLocker lock(&m_mutex);
        m_lines << line;
    }
    QStringList lines() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_lines;
    }

private:
    mutable QMutex m_mutex;
    QStringList m_lines;
};

RunRequest request(const explain::Method& method, const QString& panel = {},
                   Priority priority = Priority::Interactive, const std::string& device = "cpu")
{
    return {panel, priority, &method, fakes::context(device)};
}

} // namespace

class TestRunQueue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void givesWhatTheMethodGives();
    void anErrorIsAnOutcome();
    void whatIsThrownBecomesAnError();
    void interactiveGoesBeforeBackground();
    void aNewerRequestOfThePanelReplaces();
    void otherPanelsAreLeftAlone();
    void cancelIsToldAtOnceAndHeeded();
    void aBackgroundRunYieldsAtEachReport();
    void anInteractiveRunDoesNotYield();
    void devicesDoNotWaitForEachOther();
    void progressCarriesTheStep();
    void theDestructorCancelsAndWaits();
};

void TestRunQueue::givesWhatTheMethodGives()
{
    RunQueue queue;
    const fakes::Method method("simple", [](Context&) { return fakes::answer("cosine"); });
    QFuture<RunOutcome> future = queue.submit(request(method));
    const RunOutcome outcome = future.result();
    QVERIFY(outcome);
    QCOMPARE(outcome->at(0).unit, std::string("cosine"));
    QCOMPARE(outcome->at(0).method, std::string("simple")); // apply() was the way in
}

void TestRunQueue::anErrorIsAnOutcome()
{
    RunQueue queue;
    const fakes::Method method("failing", [](Context&) -> fakes::Outcome {
        return explain::Error{explain::Error::Kind::Input, "image: expected one, found none"};
    });
    const RunOutcome outcome = queue.submit(request(method)).result();
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().message, std::string("image: expected one, found none"));
}

void TestRunQueue::whatIsThrownBecomesAnError()
{
    RunQueue queue;
    const fakes::Method method(
        "throwing", [](Context&) -> fakes::Outcome { throw std::runtime_error("boom"); });
    const RunOutcome outcome = queue.submit(request(method)).result();
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, explain::Error::Kind::Internal);
    QVERIFY(queue.submit(request(method)).result().error().message.find("boom")
            != std::string::npos); // and the queue goes on
}

void TestRunQueue::interactiveGoesBeforeBackground()
{
    Diary diary;
    QSemaphore started, go;
    const fakes::Method first("first", [&](Context&) {
        started.release();
        go.acquire();
        return fakes::answer("");
    });
    const auto writes = [&diary](const QString& line) {
        return fakes::Method(line.toStdString(), [&diary, line](Context&) {
            diary.write(line);
            return fakes::answer("");
        });
    };
    const auto a = writes("background 1"), b = writes("background 2");
    const auto c = writes("interactive 1"), d = writes("interactive 2");
    {
        RunQueue queue;
        queue.submit(request(first));
        started.acquire();
        QList<QFuture<RunOutcome>> all;
        all << queue.submit(request(a, "", Priority::Background))
            << queue.submit(request(b, "", Priority::Background)) << queue.submit(request(c))
            << queue.submit(request(d));
        go.release();
        for (auto& future : all)
            future.waitForFinished();
    }
    QCOMPARE(diary.lines(),
             QStringList({"interactive 1", "interactive 2", "background 1", "background 2"}));
}

void TestRunQueue::aNewerRequestOfThePanelReplaces()
{
    Diary diary;
    QSemaphore started;
    const fakes::Method slow("slow", [&](Context& context) -> fakes::Outcome {
        started.release();
        while (!context.progress.cancelled())
            QThread::msleep(1);
        diary.write("slow was cancelled");
        return explain::cancelledError;
    });
    const fakes::Method never("never", [&](Context&) {
        diary.write("never");
        return fakes::answer("");
    });
    const fakes::Method last("last", [&](Context&) {
        diary.write("last");
        return fakes::answer("last");
    });
    RunQueue queue;
    const auto running = queue.submit(request(slow, "panel"));
    started.acquire();
    const auto waiting = queue.submit(request(never, "panel"));
    const auto newest = queue.submit(request(last, "panel"));

    QVERIFY(running.isCanceled());
    QVERIFY(waiting.isFinished()); // nobody waits for what will not run
    QCOMPARE(newest.result()->at(0).unit, std::string("last"));
    QCOMPARE(diary.lines(), QStringList({"slow was cancelled", "last"}));
}

void TestRunQueue::otherPanelsAreLeftAlone()
{
    RunQueue queue;
    const fakes::Method method("simple", [](Context&) { return fakes::answer(""); });
    const auto a = queue.submit(request(method, "a"));
    const auto alone = queue.submit(request(method));
    const auto alsoAlone = queue.submit(request(method));
    const auto b = queue.submit(request(method, "b"));
    for (auto future : {a, alone, alsoAlone, b})
        QVERIFY(future.result());
}

void TestRunQueue::cancelIsToldAtOnceAndHeeded()
{
    QSemaphore started, go;
    std::atomic<bool> heeded = false;
    const fakes::Method method("slow", [&](Context& context) -> fakes::Outcome {
        started.release();
        go.acquire();
        heeded = context.progress.cancelled();
        return fakes::answer("too late");
    });
    RunQueue queue;
    QFutureWatcher<RunOutcome> watcher;
    QSignalSpy told(&watcher, &QFutureWatcherBase::canceled);
    QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
    auto future = queue.submit(request(method));
    watcher.setFuture(future);
    started.acquire();
    future.cancel();
    QTRY_COMPARE(told.count(), 1);
    QCOMPARE(finished.count(), 0);
    go.release();
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(heeded);
    QCOMPARE(future.resultCount(), 0);
}

void TestRunQueue::aBackgroundRunYieldsAtEachReport()
{
    Diary diary;
    QSemaphore started, go;
    const fakes::Method urgent("urgent", [&](Context& context) {
        diary.write("urgent");
        context.progress.report(0.5, "inside");
        return fakes::answer("");
    });
    const fakes::Method background("long", [&](Context& context) {
        for (int part = 0; part < 3; ++part) {
            diary.write(QString("part %1").arg(part));
            started.release();
            go.acquire();
            context.progress.report(part / 3.0, "part");
        }
        return fakes::answer("whole");
    });
    RunQueue queue;
    auto whole = queue.submit(request(background, "", Priority::Background));
    auto other = queue.submit(request(background, "other", Priority::Background));
    started.acquire();
    auto first = queue.submit(request(urgent));
    go.release();
    started.acquire(); // in part 1: the urgent run came before it
    QVERIFY(first.isFinished());
    queue.submit(request(urgent));
    queue.submit(request(urgent));
    go.release(5);
    QCOMPARE(whole.result()->at(0).unit, std::string("whole"));
    other.waitForFinished();
    QCOMPARE(diary.lines(),
             QStringList({"part 0", "urgent", "part 1", "urgent", "urgent", "part 2", "part 0",
                          "part 1", "part 2"}));
}

void TestRunQueue::anInteractiveRunDoesNotYield()
{
    Diary diary;
    QSemaphore started, go;
    const fakes::Method method("reporting", [&](Context& context) {
        diary.write("begin");
        started.release();
        go.acquire();
        context.progress.report(0.5, "half");
        diary.write("end");
        return fakes::answer("");
    });
    RunQueue queue;
    queue.submit(request(method));
    started.acquire();
    auto second = queue.submit(request(method));
    go.release(2);
    second.waitForFinished();
    QCOMPARE(diary.lines(), QStringList({"begin", "end", "begin", "end"}));
}

void TestRunQueue::devicesDoNotWaitForEachOther()
{
    QSemaphore go;
    const fakes::Method blocked("blocked", [&](Context&) {
        go.acquire();
        return fakes::answer("");
    });
    const fakes::Method free("free", [](Context&) { return fakes::answer(""); });
    RunQueue queue;
    const auto waiting = queue.submit(request(blocked, "", Priority::Interactive, "cpu"));
    QVERIFY(queue.submit(request(free, "", Priority::Interactive, "cuda:0")).result());
    QVERIFY(!waiting.isFinished());
    go.release();
}

void TestRunQueue::progressCarriesTheStep()
{
    QSemaphore seen;
    const fakes::Method method("reporting", [&](Context& context) {
        context.progress.report(0, "encoding image");
        seen.acquire();
        context.progress.report(1, "comparing");
        return fakes::answer("");
    });
    RunQueue queue;
    QFutureWatcher<RunOutcome> watcher;
    watcher.setFuture(queue.submit(request(method)));
    QTRY_COMPARE(watcher.progressText(), QString("encoding image"));
    QCOMPARE(watcher.progressMaximum(), 100);
    seen.release();
    QTRY_COMPARE(watcher.progressValue(), 100);
    QCOMPARE(watcher.progressText(), QString("comparing"));
}

void TestRunQueue::theDestructorCancelsAndWaits()
{
    QSemaphore started;
    std::atomic<bool> left = false;
    const fakes::Method slow("slow", [&](Context& context) -> fakes::Outcome {
        started.release();
        while (!context.progress.cancelled())
            QThread::msleep(1);
        QThread::msleep(20);
        left = true;
        return explain::cancelledError;
    });
    auto queue = std::make_unique<RunQueue>();
    queue->submit(request(slow));
    const auto waiting = queue->submit(request(slow));
    started.acquire();
    queue.reset();
    QVERIFY(left);
    QVERIFY(waiting.isFinished());
    QVERIFY(waiting.isCanceled());
}

QTEST_GUILESS_MAIN(TestRunQueue)
#include "tst_run_queue.moc"
