// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/history_list.h"
#include "tests/support/small_project.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <random>

using namespace support;

class TestDocument final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsAreFoundByOwnerAndPosition()
    {
        Document document;
        const Small small;
        small.addTo(document);
        QCOMPARE(document.textsOf(small.one.id).size(), 1u);
        QCOMPARE(document.imagesOf(small.one.id)[0]->file, "a.png");
        QCOMPARE(document.claimsOf(small.one.id)[1]->id, small.box.id);
        QCOMPARE(document.readingsOf(small.box.id)[0]->id, small.second.id);
        QCOMPARE(document.regionsOf(small.image.id).size(), 1u);
        QCOMPARE(document.runsOf(small.image.id)[0]->recipe, "r");
        QCOMPARE(document.nextPosition<Claim>(), 2);
        QCOMPARE(document.nextPosition<Reader>(), 0);

        Edit edit(document); // the same id in two tables is two rows
        edit.insert(Text{.id = small.one.id, .caseId = small.one.id, .position = -1});
        document.commit({"Add text"}, edit);
        QCOMPARE(document.textsOf(small.one.id)[0]->id, small.one.id);
        QVERIFY(document.find<Case>(small.one.id));
    }

    void dependentsGoWithTheirOwnerAndComeBack()
    {
        Document document;
        const Small small;
        small.addTo(document);
        const auto before = contents(document);
        const auto removed = [&](auto remove) {
            Edit edit(document);
            remove(edit);
            document.commit({"Remove"}, edit);
            const auto after = contents(document);
            document.undo();
            return contents(document) == before ? before.size() - after.size() : 0;
        };
        QCOMPARE(removed([&](Edit& e) { e.remove<Case>(small.one.id); }), before.size());
        QCOMPARE(removed([&](Edit& e) { e.remove<Image>(small.image.id); }), 7u);
        QCOMPARE(removed([&](Edit& e) { e.remove<Text>(small.text.id); }), 5u);
        QCOMPARE(removed([&](Edit& e) { e.remove<Claim>(small.box.id); }), 2u);

        Edit edit(document);
        edit.remove<Region>(small.region.id);
        document.commit({"Remove region"}, edit);
        QVERIFY(document.find<Reading>(small.first.id)->regions.empty());
        QVERIFY(document.find<Reading>(small.second.id)->regions.empty());
        document.undo();
        QCOMPARE(contents(document), before);
    }

    void whatAnEditAddsItCanRemove()
    {
        Document document;
        const Small small;
        Edit edit(document);
        edit.insert(small.one);
        edit.insert(small.image);
        edit.remove<Case>(small.one.id);
        QVERIFY(edit.isEmpty());
        edit.insert(small.image);
        QVERIFY_EXCEPTION_THROWN(document.commit({"Hangs on nothing"}, edit), std::logic_error);
        QVERIFY(contents(document).empty());
        QVERIFY_EXCEPTION_THROWN(edit.insert(small.image), std::logic_error);
        QVERIFY_EXCEPTION_THROWN(edit.update(small.text), std::logic_error);
    }

    void listenersHearEachChangeOnce()
    {
        Document document;
        const Small small;
        small.addTo(document);
        std::vector<Change> heard;
        int calls = 0;
        connect(&document, &Document::changed, this, [&](const std::vector<Change>& changes) {
            heard = changes;
            ++calls;
        });
        title(document, small.one.id, "two");
        QCOMPARE(calls, 1);
        QCOMPARE(std::get<Case>(*heard[0].before).title, "one");
        QCOMPARE(std::get<Case>(*heard[0].after).title, "two");
        title(document, small.one.id, "three");
        document.goTo(0);
        QCOMPARE(calls, 3); // two steps back are told together
        QCOMPARE(heard.size(), 1u);
        QCOMPARE(std::get<Case>(*heard[0].before).title, "three");
        QCOMPARE(std::get<Case>(*heard[0].after).title, "one");
        title(document, small.one.id, "one");
        QCOMPARE(calls, 3); // nothing differs
    }

    void aNewActionDropsWhatWasUndone()
    {
        Document document;
        QAbstractItemModelTester tester(&document.history(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        const Small small;
        small.addTo(document);
        title(document, small.one.id, "two");
        QCOMPARE(document.undoName(), "Title two");
        document.undo();
        QCOMPARE(document.redoName(), "Title two");
        QVERIFY(document.history().index(1).data(HistoryList::UndoneRole).toBool());
        QVERIFY(document.history().index(0).data(HistoryList::CurrentRole).toBool());
        title(document, small.one.id, "three");
        QVERIFY(!document.canRedo());
        QCOMPARE(document.history().rowCount(), 2);
        document.goTo(-1);
        QVERIFY(contents(document).empty());
        document.goTo(1);
        QCOMPARE(document.find<Case>(small.one.id)->title, "three");
    }

    void stepsOfOneKeyWithinASecondAreOne()
    {
        Document document;
        qint64 now = 1000;
        document.setClock([&now] { return now; });
        const Small small;
        small.addTo(document);
        title(document, small.one.id, "a", "t");
        now += 900;
        title(document, small.one.id, "ab", "t");
        now += 900;
        title(document, small.one.id, "abc", "t");
        QCOMPARE(document.history().rowCount(), 2);
        now += 1100;
        title(document, small.one.id, "abcd", "t");
        QCOMPARE(document.history().rowCount(), 3);
        title(document, small.one.id, "abc", "t");
        QCOMPARE(document.history().rowCount(), 2); // ends where it began
        document.undo();
        QCOMPARE(document.find<Case>(small.one.id)->title, "one");
        document.redo();
        title(document, small.one.id, "abcde", "t");
        QCOMPARE(document.history().rowCount(), 3); // a step that was undone is finished
    }

    void undoLeavesAloneWhatNoStepDid()
    {
        Document document;
        Small small;
        small.addTo(document);
        small.image.role = "prior";
        Edit role(document);
        role.update(small.image);
        document.commit({"Role"}, role);

        small.image.sha256 = "ab"; // found out, not done
        Edit found(document);
        found.update(small.image);
        const Run run{.id = anId(), .image = small.image.id, .recipe = "late"};
        found.insert(run);
        document.commit({.name = "Result", .undoable = false}, found);
        QCOMPARE(document.undoName(), "Role");
        document.undo();
        QCOMPARE(document.find<Image>(small.image.id)->role, "main");
        QCOMPARE(document.find<Image>(small.image.id)->sha256, "ab");
        document.undo();
        QVERIFY(contents(document).empty()); // the result too: its image is gone
        document.redo();
        document.redo();
        QVERIFY(document.find<Run>(run.id));
        QCOMPARE(document.find<Image>(small.image.id)->role, "prior");
        QCOMPARE(document.find<Image>(small.image.id)->sha256, "ab");
    }

    void marksAreFoundAgainFromAnywhere()
    {
        Document document;
        const Small small;
        small.addTo(document);
        title(document, small.one.id, "two");
        document.mark("good");
        const auto good = contents(document);
        title(document, small.one.id, "three");
        QVERIFY(document.revert(0));
        QCOMPARE(contents(document), good);
        QCOMPARE(document.undoName(), "Revert to \"good\"");
        document.undo();
        QCOMPARE(document.find<Case>(small.one.id)->title, "three");

        document.goTo(0); // before the mark, whose step then gives way to another
        title(document, small.one.id, "four");
        QVERIFY(document.marks()[0].canRevert);
        QVERIFY(document.revert(0));
        QCOMPARE(contents(document), good);
        QVERIFY(!document.revert(1));
    }

    void anyWayThroughTheHistoryEndsWhereItSays()
    {
        std::mt19937 random(7);
        const auto below = [&random](int n) { return int(random() % unsigned(n)); };
        for (int round = 0; round < 20; ++round) {
            Document document;
            qint64 now = 0;
            document.setClock([&now] { return now += 10'000; });
            std::vector<decltype(contents(document))> states{contents(document)};
            for (int act = 0; act < 60; ++act) {
                const int kind = below(10);
                if (kind < 4) {
                    const int row = below(int(states.size())) - 1;
                    document.goTo(row);
                    QCOMPARE(contents(document), states[std::size_t(row + 1)]);
                    continue;
                }
                const auto cases = document.all<Case>();
                Edit edit(document);
                if (cases.size() < 2 || kind < 6)
                    for (const Small small;
                         const Row& row : {Row(small.one), Row(small.image), Row(small.text),
                                           Row(small.ball), Row(small.region), Row(small.first)})
                        edit.insert(row);
                else if (kind < 8)
                    edit.remove<Case>(cases[std::size_t(below(int(cases.size())))]->id);
                else
                    for (const Region* region : document.all<Region>())
                        edit.remove<Region>(region->id);
                if (edit.isEmpty())
                    continue;
                states.resize(std::size_t(document.history().done()) + 1);
                QVERIFY(document.commit({"Act"}, edit));
                states.push_back(contents(document));
                QCOMPARE(document.history().rowCount(), int(states.size()) - 1);
            }
        }
    }

    void manyCasesAnswerAtOnce()
    {
        Document document;
        Edit edit(document);
        std::vector<QUuid> ids;
        for (int i = 0; i < 10'000; ++i) {
            ids.push_back(anId());
            edit.insert(Case{.id = ids.back(), .position = i});
            for (int j = 0; j < 3; ++j)
                edit.insert(Text{.id = anId(), .caseId = ids.back(), .position = j});
        }
        document.commit({"Import"}, edit);
        QElapsedTimer timer;
        timer.start();
        std::size_t texts = 0;
        for (const QUuid& id : ids)
            texts += document.textsOf(id).size();
        QCOMPARE(texts, 30'000u);
        QVERIFY2(timer.elapsed() < 2000, "grows with the whole project, not with the case");
    }
};

QTEST_GUILESS_MAIN(TestDocument)
#include "tst_document.moc"
