// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/contours.h"

#include <ATen/ATen.h>

#include <QTest>

#include <cmath>

using models::Contour;
using models::contoursOf;

namespace {

at::Tensor maskOf(const QStringList& rows) // '#' is in, '?' was never seen
{
    at::Tensor mask = at::zeros({rows.size(), rows[0].size()}, at::kByte);
    for (int y = 0; y < rows.size(); ++y)
        for (int x = 0; x < rows[y].size(); ++x)
            mask[y][x] = rows[y][x] == '#' ? 1 : rows[y][x] == '?' ? 255 : 0;
    return mask;
}

/// The shoelace formula: positive where the corners run clockwise on screen.
double area(const QPolygonF& loop)
{
    double twice = 0;
    for (int i = 0; i < loop.size(); ++i) {
        const QPointF a = loop[i], b = loop[(i + 1) % loop.size()];
        twice += a.x() * b.y() - b.x() * a.y();
    }
    return twice / 2;
}

double area(const QList<Contour>& contours)
{
    double sum = 0;
    for (const Contour& contour : contours) {
        sum += area(contour.outline);
        for (const QPolygonF& hole : contour.holes)
            sum += area(hole); // holes run the other way
    }
    return sum;
}

/// Even-odd at the middle of every pixel.
at::Tensor painted(const QList<Contour>& contours, int64_t height, int64_t width)
{
    at::Tensor mask = at::zeros({height, width}, at::kByte);
    for (int64_t y = 0; y < height; ++y)
        for (int64_t x = 0; x < width; ++x) {
            const QPointF middle(x + 0.5, y + 0.5);
            int crossings = 0;
            for (const Contour& contour : contours) {
                crossings += contour.outline.containsPoint(middle, Qt::OddEvenFill);
                for (const QPolygonF& hole : contour.holes)
                    crossings += hole.containsPoint(middle, Qt::OddEvenFill);
            }
            mask[y][x] = crossings % 2;
        }
    return mask;
}

} // namespace

class TestContours : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anOutlineHugsItsPixels();
    void partsAndHolesAreCounted_data();
    void partsAndHolesAreCounted();
    void paintingThemGivesTheMaskBack();
};

void TestContours::anOutlineHugsItsPixels()
{
    const QList<Contour> one = contoursOf(maskOf({"....", ".##.", "...."}));
    QCOMPARE(one.size(), 1);
    const QPolygonF expected({{3, 1}, {3, 2}, {1, 2}, {1, 1}});
    QCOMPARE(one[0].outline, expected);
    QVERIFY(one[0].holes.isEmpty());
}

void TestContours::partsAndHolesAreCounted_data()
{
    QTest::addColumn<QStringList>("rows");
    QTest::addColumn<QList<int>>("holes"); // one number a part
    QTest::newRow("nothing") << QStringList{"...", "..."} << QList<int>{};
    QTest::newRow("all") << QStringList{"##", "##"} << QList<int>{0};
    QTest::newRow("never seen is out") << QStringList{"#?#", "?##"} << QList<int>{0, 0};
    QTest::newRow("corners do not join") << QStringList{"#.", ".#"} << QList<int>{0, 0};
    QTest::newRow("ring") << QStringList{"###", "#.#", "###"} << QList<int>{1};
    QTest::newRow("two holes") << QStringList{"#####", "#.#.#", "#####"} << QList<int>{2};
    QTest::newRow("holes at a corner") << QStringList{"####", "#.##", "##.#", "####"}
                                       << QList<int>{1}; // the background is 8-connected
    QTest::newRow("island in a hole")
        << QStringList{"#####", "#...#", "#.#.#", "#...#", "#####"} << QList<int>{1, 0};
}

void TestContours::partsAndHolesAreCounted()
{
    QFETCH(QStringList, rows);
    QFETCH(QList<int>, holes);
    const at::Tensor mask = maskOf(rows);
    const QList<Contour> found = contoursOf(mask);
    QCOMPARE(found.size(), holes.size());
    for (int i = 0; i < holes.size(); ++i)
        QCOMPARE(found[i].holes.size(), holes[i]);
    QCOMPARE(area(found), (mask == 1).sum().item<double>());
}

void TestContours::paintingThemGivesTheMaskBack()
{
    at::manual_seed(3);
    for (const double share : {0.1, 0.5, 0.6, 0.9}) {
        const at::Tensor mask = (at::rand({23, 31}) < share).to(at::kByte);
        const QList<Contour> found = contoursOf(mask);
        QVERIFY(painted(found, 23, 31).equal(mask));
        QCOMPARE(area(found), mask.sum().item<double>());
    }
    QVERIFY_EXCEPTION_THROWN(contoursOf(at::zeros({2, 2})), c10::Error);
}

QTEST_GUILESS_MAIN(TestContours)
#include "tst_contours.moc"
