// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/alignment_matrix.h"

#include <QAccessible>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace views;

namespace {

AlignmentCells cells()
{
    AlignmentCells made{.words = {"white", "cat", "bird"},
                        .regions = {"left", "middle", "right", "edge"},
                        .mass = {.01f, .30f, .02f, .00f, //
                                 .02f, .25f, .05f, .00f, //
                                 .40f, .01f, .30f, NAN},
                        .nullHigh = .01};
    made.colourOf = [](double mass) { return QColor(0, int(250 * std::min(mass / .4, 1.0)), 0); };
    return made;
}

AlignmentCells large(int words, int regions)
{
    AlignmentCells made;
    for (int i = 0; i < words; ++i)
        made.words << QStringLiteral("word%1").arg(i);
    for (int i = 0; i < regions; ++i)
        made.regions << QString::number(i);
    for (int i = 0; i < words * regions; ++i)
        made.mass << float(i % 17) / 17;
    made.colourOf = [](double) { return QColor(Qt::darkGreen); };
    return made;
}

void showIt(AlignmentMatrix& matrix, QSize size)
{
    matrix.resize(size);
    matrix.show();
    if (!QTest::qWaitForWindowExposed(&matrix))
        qFatal("the matrix was not shown");
}

} // namespace

class TestAlignmentMatrix : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theRegionsWithMostMassComeFirst()
    {
        QCOMPARE(topRegions(cells(), 0), (QList<int>{0, 1, 2, 3}));
        QCOMPARE(topRegions(cells(), 2),
                 (QList<int>{1, 0})); // .56, .43, .37, 0; NaN counts nothing
        QCOMPARE(topRegions(cells(), 9), (QList<int>{0, 1, 2, 3}));
        QCOMPARE(topRegions({}, 3), QList<int>());
    }

    void cellsAreWhereTheySayTheyAre()
    {
        AlignmentMatrix matrix;
        matrix.setCells(cells());
        matrix.setColumnLimit(3);
        showIt(matrix, {240, 200});
        for (int word = 0; word < 3; ++word)
            for (const int region : {0, 1, 2})
                QCOMPARE(matrix.cellAt(matrix.cellRect(word, region).center()),
                         QPoint(region, word));
        QVERIFY(matrix.cellRect(0, 3).isNull()); // not among the three
        QCOMPARE(matrix.cellAt({1, 1}), QPoint(-1, -1));
        const QImage image = matrix.viewport()->grab().toImage();
        QCOMPARE(image.pixelColor(matrix.cellRect(2, 0).center()), QColor(0, 250, 0));
        QVERIFY(image.pixelColor(matrix.cellRect(0, 0).center()).green()
                != 6); // no evidence: hatch
    }

    void hoverAndClickNameTheCell()
    {
        AlignmentMatrix matrix;
        matrix.setCells(cells());
        showIt(matrix, {240, 200});
        QSignalSpy hovered(&matrix, &AlignmentMatrix::cellHovered);
        QSignalSpy activated(&matrix, &AlignmentMatrix::cellActivated);
        QSignalSpy left(&matrix, &AlignmentMatrix::left);
        QTest::mouseMove(matrix.viewport(), matrix.cellRect(1, 2).center());
        QTRY_COMPARE(hovered.count(), 1);
        QCOMPARE(hovered.first(), (QVariantList{1, 2}));
        QTest::mouseClick(matrix.viewport(), Qt::LeftButton, {}, matrix.cellRect(2, 0).center());
        QCOMPARE(activated.first(), (QVariantList{2, 0}));
        QTest::mouseMove(matrix.viewport(), {1, 1});
        QTRY_COMPARE(left.count(), 1);
    }

    void keysWalkTheCells()
    {
        AlignmentMatrix matrix;
        matrix.setCells(cells());
        showIt(matrix, {240, 200});
        QSignalSpy hovered(&matrix, &AlignmentMatrix::cellHovered);
        QTest::keyClick(&matrix, Qt::Key_Down);
        QCOMPARE(hovered.last(), (QVariantList{0, 0}));
        QTest::keyClick(&matrix, Qt::Key_Down);
        QTest::keyClick(&matrix, Qt::Key_Right);
        QCOMPARE(hovered.last(), (QVariantList{1, 1}));
        for (int i = 0; i < 9; ++i)
            QTest::keyClick(&matrix, Qt::Key_Right);
        QCOMPARE(hovered.last(), (QVariantList{1, 3}));
    }

    void thirtyWordsByAllPatchesScroll()
    {
        AlignmentMatrix matrix;
        matrix.setCells(large(30, 196));
        showIt(matrix, {400, 260});
        QVERIFY(matrix.horizontalScrollBar()->maximum() > 0);
        QVERIFY(matrix.verticalScrollBar()->maximum() > 0);
        QVERIFY(matrix.cellRect(0, 0).width() >= 12 && matrix.cellRect(0, 0).height() >= 16);
        matrix.setCurrent(29, 195);
        QTest::keyClick(&matrix, Qt::Key_Right); // the last one: it comes into view
        QTest::keyClick(&matrix, Qt::Key_Left);
        QVERIFY(matrix.viewport()->rect().contains(matrix.cellRect(29, 194)));
        QCOMPARE(matrix.cellAt(matrix.cellRect(29, 194).center()), QPoint(194, 29));
    }

    void screenReadersHearTheCells()
    {
        AlignmentMatrix matrix;
        matrix.setCells(cells());
        showIt(matrix, {240, 200});
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&matrix);
        QCOMPARE(list->childCount(), 12);
        QCOMPARE(list->child(1)->text(QAccessible::Name), "white, middle, .300");
        QCOMPARE(list->child(3)->text(QAccessible::Name), "white, edge, 0, no evidence");
        QCOMPARE(list->child(11)->text(QAccessible::Name), "bird, edge, not seen");
    }

    void nothingIsNotAnError()
    {
        AlignmentMatrix matrix;
        showIt(matrix, {200, 100});
        matrix.setCells({.words = {"a"}});
        QTest::keyClick(&matrix, Qt::Key_Down);
        QCOMPARE(matrix.cellAt({100, 50}), QPoint(-1, -1));
        QCOMPARE(matrix.partCount(), 0);
        matrix.grab();
    }
};
QTEST_MAIN(TestAlignmentMatrix)
#include "tst_alignment_matrix.moc"
