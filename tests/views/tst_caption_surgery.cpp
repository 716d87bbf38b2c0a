// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme.h"
#include "views/variant_compare.h"
#include "views/word_diff.h"
#include "views/word_edit.h"
#include "views/word_strip.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace views;

namespace {

QList<Word> wordsOf(const QString& text, const QList<double>& values = {})
{
    QList<Word> words;
    for (const QString& word : text.split(' ', Qt::SkipEmptyParts))
        words.append({.text = word, .value = values.value(words.size(), 0.1)});
    return words;
}

} // namespace

/// A word edited in its place, and what stands before and after.
class TestCaptionSurgery : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { setScheme(Scheme::Dark); }

    void aWordIsEditedInItsPlaceAndToldOnceItIsQuiet()
    {
        WordStrip strip;
        strip.resize(400, 80);
        strip.setWords(wordsOf("a red ball"));
        strip.show();
        strip.setCurrent(1);
        QSignalSpy begun(&strip, &WordStrip::wordEditBegun);
        QSignalSpy edited(&strip, &WordStrip::wordEdited), ended(&strip, &WordStrip::wordEditEnded);
        QTest::keyClick(&strip, Qt::Key_F2);
        auto* field = strip.findChild<WordEdit*>();
        QVERIFY(field->isVisible());
        QCOMPARE(begun.takeFirst().value(0).toInt(), 1);
        QVERIFY(field->geometry().intersects(strip.wordRect(1)));
        QTest::keyClicks(field, "blue");
        QCOMPARE(edited.count(), 0); // within the 150 ms
        QTRY_COMPARE_WITH_TIMEOUT(edited.count(), 1, 600);
        QCOMPARE(edited.takeFirst().value(0).toString(), "blue");
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!strip.isEditingWord());
        QCOMPARE(edited.count(), 0); // told already
        QCOMPARE(ended.count(), 1);
    }

    void escapeTakesBackAndReturnKeepsAtOnce()
    {
        WordStrip strip;
        strip.setWords(wordsOf("a red ball"));
        strip.show();
        QSignalSpy edited(&strip, &WordStrip::wordEdited);
        strip.editWord(1);
        auto* field = strip.findChild<WordEdit*>();
        QTest::keyClicks(field, "blue");
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(edited.takeFirst().value(0).toString(), "blue"); // without waiting
        strip.setWords(wordsOf("a blue ball"));
        strip.editWord(1);
        QTest::keyClicks(field, "green");
        QTRY_COMPARE_WITH_TIMEOUT(edited.count(), 1, 600);
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(edited.takeLast().value(0).toString(), "blue");
        QVERIFY(!field->isVisible());
    }

    void tabGoesOnToTheNextWord()
    {
        WordStrip strip;
        strip.setWords(wordsOf("a red ball"));
        strip.show();
        strip.editWord(0);
        auto* field = strip.findChild<WordEdit*>();
        QTest::keyClick(field, Qt::Key_Tab);
        QCOMPARE(field->index(), 1);
        QCOMPARE(field->text(), "red");
        QTest::keyClick(field, Qt::Key_Backtab);
        QCOMPARE(field->index(), 0);
    }

    void textsLineUp_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("pairs"); // "0-0 1-1", a dash alone: stands alone
        QTest::newRow("same") << "a b"
                              << "a b"
                              << "0-0 1-1";
        QTest::newRow("one replaced") << "a red ball"
                                      << "a blue ball"
                                      << "0-0 1-1 2-2";
        QTest::newRow("one more") << "a ball"
                                  << "a red ball"
                                  << "0-0 .-1 1-2";
        QTest::newRow("one less") << "a red ball"
                                  << "a ball"
                                  << "0-0 1-. 2-1";
        QTest::newRow("one becomes two") << "a red ball"
                                         << "a dark blue ball"
                                         << "0-0 1-1 .-2 2-3";
        QTest::newRow("inside") << "x a b c y"
                                << "x a d c y"
                                << "0-0 1-1 2-2 3-3 4-4";
        QTest::newRow("moved") << "left of the ball"
                               << "ball of the left"
                               << "0-0 1-1 2-2 3-3";
        QTest::newRow("nothing before") << ""
                                        << "a b"
                                        << ".-0 .-1";
    }

    void textsLineUp()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QString, pairs);
        QStringList found;
        const auto side = [](int i) { return i < 0 ? QString(".") : QString::number(i); };
        for (const WordPair& pair : alignWords(wordsOf(before), wordsOf(after)))
            found << side(pair.before) + '-' + side(pair.after);
        QCOMPARE(found.join(' '), pairs);
    }

    void everyWordKnowsItsChange()
    {
        const QList<Word> before = wordsOf("a red ball", {0.1, 0.2, 0.3});
        QList<Word> after = wordsOf("a dark blue ball", {0.1, 0.5, 0.6, 0.25});
        markChanges(before, after);
        QCOMPARE(changeText(after[0], 2), "=");
        QCOMPARE(changeText(after[1], 2), "▲.30"); // the first word that stands for "red"
        QCOMPARE(changeText(after[2], 2), "");
        QCOMPARE(changeText(after[3], 2), "▼.05");
        QVERIFY(spoken(after[3], 3, 4).contains("changed by minus .05"));
    }

    void anyTwoVariantsAreComparedWordByWord()
    {
        const QList<TriedText> tried = {
            {"a red ball", 0.25, wordsOf("a red ball", {0, 0.2, 0.3})},
            {"a blue ball", 0.2, wordsOf("a blue ball", {0, -0.1, 0.3})},
            {"a ball", 0.24, wordsOf("a ball", {0, 0.35})}};
        VariantCompare compare(tried, 0, 1);
        auto* table = compare.findChild<QTableWidget*>();
        QCOMPARE(table->rowCount(), 3);
        QCOMPARE(table->item(1, 0)->text(), "red");
        QCOMPARE(table->item(1, 2)->text(), "blue");
        QCOMPARE(table->item(1, 4)->text(), QString(QChar(0x2212)) + ".300");
        const auto boxes = compare.findChildren<QComboBox*>();
        boxes[1]->setCurrentIndex(2);
        QCOMPARE(table->item(1, 2)->text(), "");
        QCOMPARE(table->item(1, 4)->text(), "");
        QCOMPARE(table->item(2, 4)->text(), "+.050");
    }

    void theRowSaysTheScoreBeforeAndAfterAnEdit()
    {
        TriedRow row;
        row.resize(900, 36);
        row.setTried({{"a red ball", 0.25}, {"a blue ball", 0.2}}, 1);
        const auto says = [&row](const QString& text) {
            const auto labels = row.findChildren<QLabel*>();
            return std::ranges::any_of(
                labels, [&](const QLabel* label) { return label->text().contains(text); });
        };
        QVERIFY(says(QString("Δ ") + QChar(0x2212) + ".050"));
        row.setScores(0.4, 0.2, "cosine");
        QVERIFY(says(".400 → .200"));
        QVERIFY(says(QString("Δ ") + QChar(0x2212) + ".200"));
        row.setScores(NAN, NAN, {});
        QVERIFY(!says("→"));
    }

    void ctrlAndAClickComparesWithTheCurrentOne()
    {
        TriedRow row;
        row.resize(900, 36);
        row.setTried({{"a red ball", 0.25}, {"a blue ball", 0.2}, {"a ball", 0.24}}, 2);
        row.show();
        QSignalSpy wanted(&row, &TriedRow::compareRequested), chosen(&row, &TriedRow::chosen);
        QTest::mouseClick(row.findChildren<QPushButton*>().first(), Qt::LeftButton,
                          Qt::ControlModifier);
        QCOMPARE(wanted.takeFirst(), (QVariantList{0, 2}));
        QCOMPARE(chosen.count(), 0);
    }
};

QTEST_MAIN(TestCaptionSurgery)
#include "tst_caption_surgery.moc"
