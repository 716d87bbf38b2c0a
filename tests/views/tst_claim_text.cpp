// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/claim_text.h"

#include "views/theme.h"

#include <QSignalSpy>
#include <QTest>

using namespace views;

namespace {

QList<TextWord> wordsOf(const QString& text)
{
    QList<TextWord> words;
    for (const QString& word : text.split(' ')) {
        const bool stop = word.endsWith('.');
        words.append({.text = stop ? word.chopped(1) : word});
        if (stop)
            words.append({.text = ".", .attached = true});
    }
    return words;
}

class ShownText {
public:
    ShownText()
    {
        text.setText(wordsOf("a red bird sits on a small white bowl."),
                     {{1, {{0, 3}}}, {2, {{3, 9}}}, {3, {{5, 9}}}});
        text.resize(500, 80);
        text.setVisible(true);
        text.activateWindow();
        if (!QTest::qWaitForWindowActive(&text))
            qFatal("the text was not shown");
    }
    int pixels(const QColor& colour, const QRect& area)
    {
        const QImage image = text.viewport()->grab(area).toImage();
        int count = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                count += image.pixelColor(x, y) == colour;
        return count;
    }
    ClaimText text;
};

} // namespace

class TestClaimText final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void shiftGrowsTheSelectionAndShrinksIt()
    {
        ShownText s;
        QTest::keyClick(&s.text, Qt::Key_Right);
        QVERIFY(!s.text.hasSelection());
        QCOMPARE(s.text.selection(), (WordRange{0, 1}));
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(&s.text, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(&s.text, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(s.text.selection(), (WordRange{0, 3}));
        QSignalSpy wanted(&s.text, &ClaimText::claimWanted);
        QTest::keyClick(&s.text, Qt::Key_Return);
        QCOMPARE(wanted.size(), 1);
        QTest::keyClick(&s.text, Qt::Key_Escape);
        QVERIFY(!s.text.hasSelection());
    }

    void theMouseSelectsFromEitherEnd()
    {
        ShownText s;
        const auto at = [&](int word) { return s.text.wordRect(word).center(); };
        QTest::mousePress(s.text.viewport(), Qt::LeftButton, {}, at(8));
        QTest::mouseMove(s.text.viewport(), at(6));
        QTest::mouseRelease(s.text.viewport(), Qt::LeftButton, {}, at(6));
        QCOMPARE(s.text.selection(), (WordRange{6, 9}));
    }

    void aClickChoosesTheInnermostClaimThenTheOneAround()
    {
        ShownText s;
        QSignalSpy chosen(&s.text, &ClaimText::claimChosen);
        const QPoint bowl = s.text.wordRect(8).center();
        QTest::mouseClick(s.text.viewport(), Qt::LeftButton, {}, bowl);
        QCOMPARE(chosen.takeLast().at(0).toInt(), 2);
        s.text.setCurrentClaim(2);
        QTest::mouseClick(s.text.viewport(), Qt::LeftButton, {}, bowl);
        QCOMPARE(chosen.takeLast().at(0).toInt(), 1);
        QTest::mouseClick(s.text.viewport(), Qt::LeftButton, {}, s.text.wordRect(9).center());
        QVERIFY(chosen.isEmpty()); // the full stop belongs to none
    }

    void theCurrentClaimIsFilledAndAOuterLineLiesLower()
    {
        ShownText s;
        const QRect bird = s.text.wordRect(2).adjusted(0, -1, 0, 8);
        QCOMPARE(s.pixels(theme().selection, bird), 0);
        s.text.setCurrentClaim(0);
        QVERIFY(s.pixels(theme().selection, bird) > 100);
        QVERIFY(s.pixels(theme().accent, bird) > 20);
        // Under "bowl" there are two lines, under "sits" only the lower one.
        const auto lines = [&](int word) {
            const QRect rect = s.text.wordRect(word);
            return s.pixels(theme().text3, QRect(rect.center().x(), rect.bottom() - 2, 1, 12));
        };
        QCOMPARE(lines(8), 4);
        QCOMPARE(lines(3), 2);
    }

    void longTextsWrapAndScroll()
    {
        ClaimText text;
        QString many;
        for (int i = 0; i < 400; ++i)
            many += "word ";
        text.setText(wordsOf(many.trimmed()), {{1, {{390, 400}}}});
        text.resize(300, 80);
        text.setVisible(true);
        QVERIFY(text.heightFor(300) > text.heightFor(900));
        QVERIFY(text.sizeHint().height() < 200);
        text.setCurrentClaim(0);
        QVERIFY(text.viewport()->rect().contains(text.wordRect(390).center()));
    }

    void partsAreSpoken()
    {
        ShownText s;
        QCOMPARE(s.text.partCount(), 10);
        QCOMPARE(s.text.partText(8), "bowl, claim 3, claim 2");
    }
};

QTEST_MAIN(TestClaimText)
#include "tst_claim_text.moc"
