// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/word_strip.h"

#include "views/number.h"
#include "views/theme.h"

#include <QAccessible>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace views;

namespace {

Word word(const char* text, double value)
{
    return {
        .text = text, .value = value, .unsupported = value < -.08, .inNull = std::abs(value) < .05};
}

Word mark(const char* text)
{
    return {.text = text, .punctuation = true};
}

QColor blueOrRed(double value)
{
    return value < 0 ? QColor(60, 140, 240) : QColor(90, 20, 0);
}

/// "a white cat eats the red bird ."
QList<Word> sentence()
{
    return {word("a", .01),   word("white", .19), word("cat", .27),  word("eats", .11),
            word("the", .02), word("red", -.24),  word("bird", .22), mark(".")};
}

class ShownStrip {
public:
    explicit ShownStrip(QList<Word> words, QSize size = {520, 120})
    {
        strip.setColours(blueOrRed);
        strip.setWords(std::move(words));
        strip.resize(size);
        strip.show();
        if (!QTest::qWaitForWindowExposed(&strip))
            qFatal("the strip was not shown");
    }

    QImage shot() { return strip.viewport()->grab().toImage(); }
    QPoint middle(int index) const { return strip.wordRect(index).center(); }
    void hover(int index) { QTest::mouseMove(strip.viewport(), middle(index)); }

    WordStrip strip;
};

int pixelsOf(const QImage& image, const QRect& place, const QColor& colour)
{
    int count = 0;
    for (int y = place.top(); y <= place.bottom(); ++y)
        for (int x = place.left(); x <= place.right(); ++x)
            count += image.rect().contains(x, y) && image.pixelColor(x, y) == colour;
    return count;
}

} // namespace

class TestWordStrip : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void inkIsReadableOnEveryGround()
    {
        QCOMPARE(inkOn(Qt::white), QColor(Qt::black));
        QCOMPARE(inkOn(QColor(90, 20, 0)), QColor(Qt::white));
        // Where both are equally far the contrast is 4.58, the least there is.
        QCOMPARE(inkOn(QColor(117, 117, 117)), QColor(Qt::white));
        QCOMPARE(inkOn(QColor(119, 119, 119)), QColor(Qt::black));
    }

    void evidenceHasAGroundAndTheNullBandHasNone()
    {
        ShownStrip shown(sentence());
        const QImage image = shown.shot();
        QVERIFY(pixelsOf(image, shown.strip.wordRect(2), blueOrRed(.27)) > 150);
        QVERIFY(pixelsOf(image, shown.strip.wordRect(5), blueOrRed(-.24)) > 150);
        QCOMPARE(pixelsOf(image, shown.strip.wordRect(0), blueOrRed(.01)), 0);
    }

    void unsupportedIsMarkedByMoreThanColour()
    {
        ShownStrip shown({word("red", -.24), word("red", .24)});
        QVERIFY(shown.strip.wordRect(0).width() > shown.strip.wordRect(1).width()); // the cross
        const QImage image = shown.shot();
        const QRect under = shown.strip.wordRect(0).adjusted(0, 22, 0, -12);
        QVERIFY(pixelsOf(image, under, theme().contradicted) > 4); // the wave
        QCOMPARE(
            pixelsOf(image, under.translated(shown.strip.wordRect(1).x(), 0), theme().contradicted),
            0);
    }

    void staleValuesLoseTheirColours()
    {
        ShownStrip shown(sentence());
        shown.strip.setStale(true);
        QCOMPARE(pixelsOf(shown.shot(), shown.strip.wordRect(2), blueOrRed(.27)), 0);
    }

    void hoverNamesTheWordOnceAndPunctuationNever()
    {
        ShownStrip shown(sentence());
        QSignalSpy hovered(&shown.strip, &WordStrip::wordHovered);
        shown.hover(5);
        QTRY_COMPARE(hovered.count(), 1);
        QCOMPARE(hovered.first().first().toInt(), 5);
        QCOMPARE(shown.strip.current(), 5);
        QTest::mouseMove(shown.strip.viewport(), shown.middle(5) + QPoint(1, 1));
        QCOMPARE(hovered.count(), 1);
        QVERIFY(shown.strip.wordAt(shown.middle(7)) != 7);
    }

    void leavingGoesBackToThePinnedWord()
    {
        ShownStrip shown(sentence());
        shown.strip.setPinned(2);
        shown.hover(5);
        QTRY_COMPARE(shown.strip.current(), 5);
        QSignalSpy left(&shown.strip, &WordStrip::left);
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(shown.strip.viewport(), &leave);
        QCOMPARE(left.count(), 1);
        QCOMPARE(shown.strip.current(), 2);
    }

    void clickPinsAndABlankPlaceWrites()
    {
        ShownStrip shown(sentence());
        QSignalSpy activated(&shown.strip, &WordStrip::wordActivated);
        QSignalSpy edit(&shown.strip, &WordStrip::editRequested);
        QTest::mouseClick(shown.strip.viewport(), Qt::LeftButton, {}, shown.middle(3));
        QCOMPARE(activated.first().first().toInt(), 3);
        QTest::mouseClick(shown.strip.viewport(), Qt::LeftButton, {}, {500, 110});
        QCOMPARE(edit.count(), 1);
    }

    void keysWalkTheWords()
    {
        ShownStrip shown(sentence());
        QSignalSpy hovered(&shown.strip, &WordStrip::wordHovered);
        QSignalSpy activated(&shown.strip, &WordStrip::wordActivated);
        QTest::keyClick(&shown.strip, Qt::Key_Right);
        QCOMPARE(shown.strip.current(), 0);
        QTest::keyClick(&shown.strip, Qt::Key_End);
        QCOMPARE(shown.strip.current(), 6); // the full stop is no word
        QTest::keyClick(&shown.strip, Qt::Key_Right);
        QCOMPARE(shown.strip.current(), 6);
        QTest::keyClick(&shown.strip, Qt::Key_Left);
        QCOMPARE(shown.strip.current(), 5);
        QTest::keyClick(&shown.strip, Qt::Key_Return);
        QCOMPARE(activated.first().first().toInt(), 5);
        QCOMPARE(hovered.count(), 3);
    }

    void arrowsDownAndUpKeepTheColumn()
    {
        QList<Word> words;
        for (int i = 0; i < 40; ++i)
            words.append(word("word", .2));
        ShownStrip shown(words, {300, 200});
        const QRect first = shown.strip.wordRect(1);
        QTest::keyClick(&shown.strip, Qt::Key_Right);
        QTest::keyClick(&shown.strip, Qt::Key_Right);
        QTest::keyClick(&shown.strip, Qt::Key_Down);
        const QRect below = shown.strip.wordRect(shown.strip.current());
        QCOMPARE(below.x(), first.x());
        QVERIFY(below.y() > first.y());
        QTest::keyClick(&shown.strip, Qt::Key_Up);
        QCOMPARE(shown.strip.current(), 1);
    }

    void typingAsksForTheEditor()
    {
        ShownStrip shown(sentence());
        QSignalSpy edit(&shown.strip, &WordStrip::editRequested);
        QTest::keyClick(&shown.strip, 'x');
        QCOMPARE(edit.takeFirst().first().toString(), "x");
        QTest::keyClick(&shown.strip, Qt::Key_F2);
        QCOMPARE(edit.takeFirst().first().toString(), "");
        QTest::keyClick(&shown.strip, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(edit.count(), 0);
    }

    void wordsBeyondTheLimitFollowTheRule()
    {
        QList<Word> words = sentence();
        for (Word& each : words)
            each.overLimit = &each >= &words[4];
        ShownStrip shown(words);
        QVERIFY(shown.strip.wordRect(4).top() > shown.strip.wordRect(3).bottom() + 20);
        QCOMPARE(shown.strip.wordRect(4).x(), shown.strip.wordRect(0).x());
        QCOMPARE(pixelsOf(shown.shot(), shown.strip.wordRect(5), blueOrRed(-.24)), 0);
    }

    void punctuationStaysWithItsWord()
    {
        QList<Word> words;
        for (int i = 0; i < 60; ++i)
            words << word("word", .2) << mark(",");
        for (const int width : {120, 200, 333, 500}) {
            ShownStrip shown(words, {width, 100});
            for (int i = 1; i < words.size(); i += 2)
                QCOMPARE(shown.strip.wordRect(i).top(), shown.strip.wordRect(i - 1).top());
        }
    }

    void aVeryLongWordIsCutToTheStrip()
    {
        ShownStrip shown({word(QString(5000, 'w').toUtf8().constData(), .2), word("next", .2)},
                         {200, 120});
        QVERIFY(shown.strip.wordRect(0).right() <= shown.strip.viewport()->width());
        QVERIFY(shown.strip.wordRect(1).top() > shown.strip.wordRect(0).bottom());
    }

    void screenReadersHearEachWord()
    {
        QList<Word> words = sentence();
        words[3].value = std::nan("");
        ShownStrip shown(words);
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&shown.strip);
        QVERIFY(list);
        QCOMPARE(list->childCount(), 8);
        QCOMPARE(list->child(5)->text(QAccessible::Name),
                 "red, minus .24, unsupported, word 6 of 8");
        QCOMPARE(list->child(3)->text(QAccessible::Name), "eats, not seen, word 4 of 8");
        QCOMPARE(list->child(0)->text(QAccessible::Name), "a, .010, no evidence, word 1 of 8");
        QCOMPARE(list->child(5)->role(), QAccessible::ListItem);
        QCOMPARE(list->indexOfChild(list->child(5)), 5);
        const QPoint onScreen = shown.strip.viewport()->mapToGlobal(shown.middle(5));
        QCOMPARE(list->childAt(onScreen.x(), onScreen.y()), list->child(5));
    }

    void tenThousandWordsScroll()
    {
        QList<Word> words;
        for (int i = 0; i < 10000; ++i)
            words.append(
                word(QByteArray::number(i * 7919 % 10007).constData(), (i % 60 - 30) / 100.));
        ShownStrip shown(words, {600, 180});
        shown.strip.grab();
        for (int i = 0; i < 20; ++i) {
            shown.strip.verticalScrollBar()->setValue(i * 5000);
            shown.strip.grab();
        }
        // The last word can be reached, and is where it says it is.
        QTest::keyClick(&shown.strip, Qt::Key_End);
        QCOMPARE(shown.strip.current(), 9999);
        QVERIFY(shown.strip.viewport()->rect().contains(shown.strip.wordRect(9999)));
        QCOMPARE(shown.strip.wordAt(shown.middle(9999)), 9999);
    }

    void fewerWordsThanBeforeLeaveNothingBehind()
    {
        ShownStrip shown(sentence());
        shown.strip.setCurrent(6);
        shown.strip.setWords({word("a", .2)});
        QCOMPARE(shown.strip.current(), -1);
        shown.strip.setWords({});
        QCOMPARE(shown.strip.wordAt({20, 20}), -1);
        QTest::keyClick(&shown.strip, Qt::Key_Down);
        QTest::keyClick(&shown.strip, Qt::Key_End);
        QCOMPARE(shown.strip.current(), -1);
    }
};
QTEST_MAIN(TestWordStrip)
#include "tst_word_strip.moc"
