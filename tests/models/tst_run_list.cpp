// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/run_list.h"

#include "tests/models/fakes.h"

#include <QAbstractItemModelTester>
#include <QPromise>
#include <QSignalSpy>
#include <QTest>

using models::RunList;
using models::RunOutcome;
using State = RunList::State;

namespace {

State stateOf(const RunList& list, int row)
{
    return list.data(list.index(row), RunList::StateRole).value<State>();
}

} // namespace

class TestRunList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRunIsFollowedToItsEnd();
    void aFailureIsToldOnce();
    void cancellingNamesTheStep();
    void aCancelledRunIsNeverExplained();
    void removingForgetsAtOnce();
    void onlyTheNewestAreKept();
};

void TestRunList::aRunIsFollowedToItsEnd()
{
    RunList list;
    const QAbstractItemModelTester tester(&list);
    QSignalSpy explained(&list, &RunList::explained);
    QPromise<RunOutcome> promise;
    const QUuid id = list.follow("patch-sim", promise.future());
    QCOMPARE(stateOf(list, 0), State::Waiting);
    QCOMPARE(list.unfinished(), 1);

    promise.start();
    promise.setProgressRange(0, 100);
    promise.setProgressValueAndText(40, "encoding image");
    QTRY_COMPARE(list.data(list.index(0), RunList::PercentRole).toInt(), 40);
    QCOMPARE(stateOf(list, 0), State::Running);
    QCOMPARE(list.data(list.index(0), RunList::StepRole).toString(), QString("encoding image"));

    promise.addResult(fakes::answer("cosine"));
    promise.finish();
    QTRY_COMPARE(explained.count(), 1);
    QCOMPARE(explained[0][0].toUuid(), id);
    QCOMPARE(stateOf(list, 0), State::Done);
    QCOMPARE(list.data(list.index(0), RunList::PercentRole).toInt(), 100);
    QVERIFY(list.data(list.index(0), RunList::MsRole).toLongLong() >= 0);
    QCOMPARE(list.unfinished(), 0);
}

void TestRunList::aFailureIsToldOnce()
{
    RunList list;
    QSignalSpy failed(&list, &RunList::failed);
    QPromise<RunOutcome> promise;
    promise.start();
    list.follow("ot-ipot", promise.future());
    promise.addResult(explain::Error{explain::Error::Kind::Device, "out of memory"});
    promise.finish();
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed[0][1].value<explain::Error>().exitCode(), 5);
    QCOMPARE(stateOf(list, 0), State::Failed);
    QCOMPARE(list.data(list.index(0), RunList::ErrorRole).toString(), QString("out of memory"));
}

void TestRunList::cancellingNamesTheStep()
{
    RunList list;
    QSignalSpy cancelled(&list, &RunList::cancelled);
    QPromise<RunOutcome> promise;
    promise.start();
    promise.setProgressRange(0, 100);
    const QUuid id = list.follow("game", promise.future());
    promise.setProgressValueAndText(10, "block 3");
    QTRY_COMPARE(list.data(list.index(0), RunList::StepRole).toString(), QString("block 3"));
    list.cancel(id);
    QCOMPARE(cancelled.count(), 1); // at once, though the worker goes on
    QCOMPARE(cancelled[0][1].toString(), QString("block 3"));
    QVERIFY(promise.isCanceled());
    promise.finish();
    QCoreApplication::processEvents();
    QCOMPARE(cancelled.count(), 1);
}

void TestRunList::aCancelledRunIsNeverExplained()
{
    RunList list;
    QSignalSpy explained(&list, &RunList::explained);
    QSignalSpy cancelled(&list, &RunList::cancelled);
    QPromise<RunOutcome> promise;
    promise.start();
    auto future = promise.future();
    list.follow("patch-sim", future);
    promise.addResult(fakes::answer("")); // it was done, but a newer request came first
    future.cancel();
    promise.finish();
    QTRY_COMPARE(cancelled.count(), 1);
    QCoreApplication::processEvents();
    QCOMPARE(explained.count(), 0);
}

void TestRunList::removingForgetsAtOnce()
{
    RunList list;
    const QAbstractItemModelTester tester(&list);
    QSignalSpy cancelled(&list, &RunList::cancelled);
    QPromise<RunOutcome> promise, other;
    const QUuid id = list.follow("first", promise.future());
    list.follow("second", other.future());
    list.remove(id);
    QCOMPARE(list.rowCount(), 1);
    QVERIFY(promise.isCanceled());
    QVERIFY(!other.isCanceled());
    promise.start();
    promise.finish();
    QCoreApplication::processEvents();
    QCOMPARE(cancelled.count(), 0);
    list.remove(id); // nothing left to remove
}

void TestRunList::onlyTheNewestAreKept()
{
    RunList list;
    const QAbstractItemModelTester tester(&list);
    QSignalSpy explained(&list, &RunList::explained);
    QPromise<RunOutcome> waiting;
    list.follow("still waiting", waiting.future());
    for (int i = 0; i < 130; ++i)
        list.follow(QString::number(i), QtFuture::makeReadyFuture(RunOutcome(fakes::answer(""))));
    QTRY_COMPARE(explained.count(), 130);
    QCOMPARE(list.rowCount(), 101);
    QCOMPARE(list.data(list.index(0), Qt::DisplayRole).toString(), QString("still waiting"));
    QCOMPARE(list.data(list.index(100), Qt::DisplayRole).toString(), QString("129"));
}

QTEST_GUILESS_MAIN(TestRunList)
#include "tst_run_list.moc"
