// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/span_edits.h"

#include <QTest>

using namespace project;

namespace {

Span spanOf(const QString& text, const QString& words)
{
    const int begin = int(text.left(text.indexOf(words)).toUcs4().size());
    return {begin, begin + int(words.toUcs4().size())};
}

} // namespace

class TestSpanEdits final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void spansFollow_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("expected");
        const QString text = "A white cat eats while a red bird sits.";
        QTest::newRow("before it") << text << "a red bird"
                                   << "Two white cats eat while a red bird sits."
                                   << "a red bird";
        QTest::newRow("behind it") << text << "A white cat"
                                   << "A white cat eats."
                                   << "A white cat";
        QTest::newRow("inside it") << text << "a red bird"
                                   << "A white cat eats while a green bird sits."
                                   << "a green bird";
        QTest::newRow("at its end") << text << "a red bird"
                                    << "A white cat eats while a red sparrow sits."
                                    << "a red sparrow";
        QTest::newRow("at its beginning") << text << "a red bird"
                                          << "A white cat eats while one red bird sits."
                                          << "one red bird";
        QTest::newRow("a word of it gone") << text << "a red bird"
                                           << "A white cat eats while a bird sits."
                                           << "a bird";
        QTest::newRow("a word more") << text << "a red bird"
                                     << "A white cat eats while a small red bird sits."
                                     << "a small red bird";
        QTest::newRow("a word replaced") << text << "bird"
                                         << "A white cat eats while a red dog sits."
                                         << "dog";
        QTest::newRow("two edits") << text << "a red bird"
                                   << "A black cat eats while a red bird stands."
                                   << "a red bird";
        QTest::newRow("all of it gone") << text << "a red bird"
                                        << "A white cat eats while sits."
                                        << "";
        QTest::newRow("text gone") << text << "a red bird"
                                   << ""
                                   << "";
        QTest::newRow("code points") << QString("🐈 a red bird") << "a red bird"
                                     << "🐈🐈🐈 a red bird"
                                     << "a red bird";
        QTest::newRow("within a word") << QString("watermelon") << "water"
                                       << "a watermelon"
                                       << "water";
    }

    void spansFollow()
    {
        QFETCH(const QString, before);
        QFETCH(const QString, words);
        QFETCH(const QString, after);
        QFETCH(const QString, expected);
        const Span moved = SpanEdit(before, after)(spanOf(before, words));
        QCOMPARE(wordsAt(after, {moved}), expected);
        QVERIFY(moved.begin >= 0 && moved.begin <= moved.end
                && moved.end <= int(after.toUcs4().size()));
    }

    void anEditAndItsClaimsAreOneStep()
    {
        Document document;
        const Case one{.id = QUuid::createUuid()};
        Text text{.id = QUuid::createUuid(), .caseId = one.id, .text = "a cat and a red bird"};
        const Claim cat{
            .id = QUuid::createUuid(), .caseId = one.id, .text = text.id, .spans = {{0, 5}}};
        const Claim bird{.id = QUuid::createUuid(),
                         .caseId = one.id,
                         .text = text.id,
                         .position = 1,
                         .spans = {{10, 20}}};
        Edit edit(document);
        for (const Row& row : {Row(one), Row(text), Row(cat), Row(bird)})
            edit.insert(row);
        QVERIFY(document.commit({.name = "Begin"}, edit));

        text.text = "and a red bird";
        Edit rewrite(document);
        updateText(rewrite, document, text);
        QVERIFY(document.commit({.name = "Edit caption"}, rewrite));
        const Claim* lost = document.find<Claim>(cat.id);
        QVERIFY(lost && hasLostItsWords(*lost));
        QCOMPARE(wordsBefore(*lost), QString("a cat"));
        QCOMPARE(document.find<Claim>(bird.id)->spans, (std::vector<Span>{{4, 14}}));
        QVERIFY(!wordsBefore(*document.find<Claim>(bird.id)));

        document.undo();
        QCOMPARE(*document.find<Claim>(cat.id), cat);
        QCOMPARE(*document.find<Claim>(bird.id), bird);
    }

    void theFirstWordsAreRemembered()
    {
        Document document;
        const Case one{.id = QUuid::createUuid()};
        Text text{.id = QUuid::createUuid(), .caseId = one.id, .text = "a red bird"};
        const Claim bird{
            .id = QUuid::createUuid(), .caseId = one.id, .text = text.id, .spans = {{0, 10}}};
        Edit edit(document);
        for (const Row& row : {Row(one), Row(text), Row(bird)})
            edit.insert(row);
        document.commit({.name = "Begin"}, edit);
        for (const char* words : {"a green bird", "a blue bird"}) {
            text.text = words;
            Edit next(document);
            updateText(next, document, text);
            document.commit({.name = "Edit caption"}, next);
            QCOMPARE(wordsBefore(*document.find<Claim>(bird.id)), QString("a red bird"));
        }
        text.text = "a red bird";
        Edit back(document);
        updateText(back, document, text);
        document.commit({.name = "Edit caption"}, back);
        QCOMPARE(*document.find<Claim>(bird.id), bird);
    }
};

QTEST_GUILESS_MAIN(TestSpanEdits)
#include "tst_span_edits.moc"
