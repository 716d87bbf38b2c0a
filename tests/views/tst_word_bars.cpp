// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/word_bars.h"

#include <QAccessible>
#include <QPainter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace views;

namespace {

WordBarsContent content()
{
    WordBarsContent made{
        .range = .35, .nullBand = {-.05, .05}, .threshold = -.08, .unit = "gradient"};
    const std::pair<const char*, double> values[] = {{"a", .01},  {"white", .19}, {"cat", .27},
                                                     {"on", .03}, {"red", -.24},  {"bird", .22}};
    for (const auto& [text, value] : values)
        made.words.append({text, value, value < -.08, std::abs(value) < .05});
    made.words.append({.text = ".", .punctuation = true});
    made.colourOf = [](double value) { return value < 0 ? QColor(0, 0, 200) : QColor(200, 0, 0); };
    return made;
}

class ShownBars {
public:
    explicit ShownBars(WordBarsContent shown, QSize size = {453, 240})
    {
        bars.setContent(std::move(shown));
        bars.resize(size);
        bars.show();
        if (!QTest::qWaitForWindowExposed(&bars))
            qFatal("the bars were not shown");
    }
    QPoint row(int part) const { return bars.partRect(part).center(); }

    WordBars bars;
};

} // namespace

class TestWordBars : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void barsGoToTheirSides()
    {
        ShownBars shown(content());
        const QImage image = shown.bars.viewport()->grab().toImage();
        const auto at = [&](double value, int part) {
            return image.pixelColor(int(shown.bars.xOf(value)), shown.row(part).y());
        };
        QCOMPARE(at(-.2, 4), QColor(0, 0, 200));
        QVERIFY(at(.2, 4) != QColor(200, 0, 0));
        QCOMPARE(at(.25, 2), QColor(200, 0, 0));
        QVERIFY(at(.3, 2) != QColor(200, 0, 0));   // the bar ends at .27
        QVERIFY(at(.025, 3) != QColor(200, 0, 0)); // in the null band: an outline
    }

    void punctuationHasNoRow()
    {
        ShownBars shown(content());
        QCOMPARE(shown.bars.partCount(), 6);
        QCOMPARE(shown.bars.foldedCount(), 0);
    }

    void hoverAndClickNameTheWord()
    {
        ShownBars shown(content());
        QSignalSpy hovered(&shown.bars, &WordBars::wordHovered);
        QSignalSpy activated(&shown.bars, &WordBars::wordActivated);
        QTest::mouseMove(shown.bars.viewport(), shown.row(2));
        QTRY_COMPARE(hovered.count(), 1);
        QCOMPARE(hovered.first().first().toInt(), 2);
        QTest::mouseClick(shown.bars.viewport(), Qt::LeftButton, {}, shown.row(4) + QPoint(60, 0));
        QCOMPARE(activated.first().first().toInt(), 4);
    }

    void theThresholdIsDragged()
    {
        ShownBars shown(content());
        QSignalSpy changed(&shown.bars, &WordBars::thresholdChanged);
        QSignalSpy activated(&shown.bars, &WordBars::wordActivated);
        QWidget* area = shown.bars.viewport();
        const QPoint from(int(std::lround(shown.bars.xOf(-.08))), 60);
        const QPoint to(int(std::lround(shown.bars.xOf(-.2))), 60);
        QTest::mousePress(area, Qt::LeftButton, {}, from);
        QTest::mouseMove(area, to);
        QTest::mouseRelease(area, Qt::LeftButton, {}, to);
        QTRY_VERIFY(!changed.isEmpty());
        QVERIFY(std::abs(changed.last().first().toDouble() + .2) < .005);
        QVERIFY(std::abs(shown.bars.content().threshold + .2) < .005);
        QCOMPARE(activated.count(), 0);
    }

    void theThresholdMovesByKeysAndStaysInRange()
    {
        ShownBars shown(content());
        QSignalSpy changed(&shown.bars, &WordBars::thresholdChanged);
        QTest::keyClick(&shown.bars, Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(std::abs(changed.last().first().toDouble() + .0835) < 1e-9);
        for (int i = 0; i < 120; ++i)
            QTest::keyClick(&shown.bars, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(shown.bars.content().threshold, -.35);
        WordBarsContent none = content();
        none.threshold = std::nan("");
        shown.bars.setContent(none);
        changed.clear();
        QTest::keyClick(&shown.bars, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(changed.count(), 0);
    }

    void wordsInTheNullBandFoldFirst()
    {
        QCOMPARE(wordBarRows(content(), 200), (QList<int>{0, 1, 2, 3, 4, 5}));
        QCOMPARE(wordBarRows(content(), 50), (QList<int>{1, 2, 4, 5}));
        WordBarsContent current = content();
        current.current = 3;
        QCOMPARE(wordBarRows(current, 50), (QList<int>{1, 2, 3, 4, 5})); // never the current one
        WordBarsContent allInside = content();
        for (Word& word : allInside.words)
            word.inNull = true;
        QCOMPARE(wordBarRows(allInside, 50).size(), 6); // an empty panel would say less
    }

    void manyWordsScroll()
    {
        WordBarsContent many = content();
        for (int i = 0; i < 10000; ++i)
            many.words.append({.text = "word", .value = .2});
        ShownBars shown(many);
        QVERIFY(shown.bars.verticalScrollBar()->maximum() > 50000);
        for (int i = 0; i < 20; ++i) {
            shown.bars.verticalScrollBar()->setValue(i * 6000);
            shown.bars.grab();
        }
        QTest::keyClick(&shown.bars, Qt::Key_Up);
        QCOMPARE(shown.bars.content().current, int(many.words.size()) - 1);
        QVERIFY(shown.bars.rect().contains(shown.bars.partRect(shown.bars.currentPart())));
    }

    void screenReadersHearTheRows()
    {
        ShownBars shown(content());
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&shown.bars);
        QCOMPARE(list->childCount(), 6);
        QCOMPARE(list->child(4)->text(QAccessible::Name),
                 "red, minus .24, unsupported, word 5 of 7");
    }

    void aFigureShowsTheSame()
    {
        const WordBarsContent shown = content();
        QImage page(400, 300, QImage::Format_RGB32);
        page.fill(Qt::magenta);
        QPainter painter(&page);
        QFont font("Liberation Sans");
        painter.setFont(font);
        const QRectF area(20, 30, 360, 240);
        const QList<int> rows = wordBarRows(shown, area.height());
        paintWordBars(painter, area, Theme::page(), shown, rows);
        painter.end();
        const WordBarsGeometry at(area, shown, rows.size(), font);
        QCOMPARE(page.pixelColor(int(at.x(-.2)), int(at.row(4).center().y())), QColor(0, 0, 200));
        QCOMPARE(page.pixelColor(10, 10), QColor(Qt::magenta)); // nothing outside its area
        QCOMPARE(page.pixelColor(22, 32), QColor(Qt::white));
        QVERIFY(std::abs(at.valueAt(at.x(.123)) - .123) < 1e-9);
    }
};
QTEST_MAIN(TestWordBars)
#include "tst_word_bars.moc"
