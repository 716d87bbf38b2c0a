// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mask_bits.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace views;

namespace {

// Run lengths by their definition alone: pixel after pixel, column by column.
std::vector<std::uint32_t> slowRuns(const MaskBits& mask)
{
    std::vector<std::uint32_t> counts{0};
    bool set = false;
    for (int x = 0; x < mask.size().width(); ++x)
        for (int y = 0; y < mask.size().height(); ++y) {
            if (mask.at(x, y) != set) {
                counts.push_back(0);
                set = !set;
            }
            ++counts.back();
        }
    return counts;
}

double signedArea(const QPolygonF& polygon)
{
    double twice = 0;
    for (qsizetype i = 0; i < polygon.size(); ++i) {
        const QPointF a = polygon[i], b = polygon[(i + 1) % polygon.size()];
        twice += a.x() * b.y() - b.x() * a.y();
    }
    return twice / 2;
}

MaskBits noise(QSize size, unsigned seed)
{
    std::mt19937 random(seed);
    MaskBits mask(size);
    for (int i = 0; i < 60; ++i) {
        const auto at = [&random](int limit) { return double(random() % unsigned(limit)); };
        const QPointF from(at(size.width()), at(size.height()));
        const QPointF to(at(size.width()), at(size.height()));
        mask.stroke(from, to, 1 + i % 7, i % 3 != 2);
    }
    return mask;
}

} // namespace

class TestMaskBits : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aDiscHasThePixelsWhoseCentresLieInside_data()
    {
        QTest::addColumn<QPointF>("centre");
        QTest::addColumn<double>("diameter");
        QTest::newRow("whole") << QPointF(100, 70) << 40.0;
        QTest::newRow("between pixels") << QPointF(50.3, 66.8) << 31.0;
        QTest::newRow("over the edge") << QPointF(2, 129) << 25.0;
        QTest::newRow("one pixel") << QPointF(20.2, 64.9) << 1.0;
    }
    void aDiscHasThePixelsWhoseCentresLieInside()
    {
        QFETCH(QPointF, centre);
        QFETCH(double, diameter);
        MaskBits mask(QSize(190, 130));
        mask.stroke(centre, centre, diameter, true);
        qint64 expected = 0;
        for (int y = 0; y < 130; ++y)
            for (int x = 0; x < 190; ++x) {
                const bool inside =
                    std::hypot(x + 0.5 - centre.x(), y + 0.5 - centre.y()) <= diameter / 2
                    || (x == int(centre.x()) && y == int(centre.y()));
                expected += inside;
                QCOMPARE(mask.at(x, y), inside);
            }
        QCOMPARE(mask.count(), expected);
    }
    void aStrokeHasThePixelsNearItsLine()
    {
        const QPointF from(20, 100), to(150, 31.5), way = to - from;
        MaskBits mask(QSize(190, 130));
        const QRect touched = mask.stroke(from, to, 17, true);
        for (int y = 0; y < 130; ++y)
            for (int x = 0; x < 190; ++x) {
                const QPointF offset = QPointF(x + 0.5, y + 0.5) - from;
                const double share = std::clamp(
                    QPointF::dotProduct(offset, way) / QPointF::dotProduct(way, way), 0.0, 1.0);
                const QPointF off = offset - way * share;
                QCOMPARE(mask.at(x, y), std::hypot(off.x(), off.y()) <= 8.5);
                QVERIFY(!mask.at(x, y) || touched.contains(x, y));
            }
        mask.stroke(from, to, 17, false);
        QVERIFY(mask.isEmpty());
    }
    void runsAreThoseOfTheDefinition()
    {
        for (const QSize size : {QSize(70, 64), QSize(33, 65), QSize(90, 200), QSize(1, 1)}) {
            const MaskBits mask = noise(size, 3);
            const MaskRuns runs = mask.runs();
            const std::vector<std::uint32_t> slow = slowRuns(mask);
            QVERIFY(runs.counts == slow);
            const MaskBits again(runs);
            QVERIFY(again.runs() == runs);
            QCOMPARE(again.count(), mask.count());
        }
    }
    void cocosWorkedExample()
    {
        // 0 1 1      columns: 0 0 1 | 1 1 0 | 1 0 0
        // 0 1 0
        // 1 0 0
        const MaskRuns runs{QSize(3, 3), {2, 3, 1, 1, 2}};
        const MaskBits mask(runs);
        QVERIFY(!mask.at(0, 0) && mask.at(1, 0) && mask.at(2, 0) && mask.at(0, 2) && mask.at(1, 1));
        QVERIFY(!mask.at(2, 2) && !mask.at(1, 2) && !mask.at(2, 1) && !mask.at(0, 1));
        QCOMPARE(maskBounds(runs), QRectF(0, 0, 3, 3));
        QVERIFY(MaskBits(QSize(4, 5)).runs() == (MaskRuns{QSize(4, 5), {20}}));
    }
    void contoursEncloseEveryPixel()
    {
        const MaskBits mask = noise({90, 130}, 5);
        double area = 0;
        for (const QPolygonF& contour : contoursOf(mask))
            area += signedArea(contour); // holes run the other way
        QCOMPARE(area, double(mask.count()));
        const MaskRuns runs = mask.runs();
        double ofRuns = 0;
        for (const QPolygonF& contour : contoursOf(runs)) {
            ofRuns += signedArea(contour);
            QVERIFY(maskBounds(runs).contains(contour.boundingRect()));
        }
        QCOMPARE(ofRuns, area);
    }
    void copyTakesARectangleBack()
    {
        const MaskBits before = noise({100, 150}, 9);
        MaskBits mask = before;
        const QRect touched = mask.stroke({30, 20}, {60, 130}, 22, true);
        QVERIFY(mask.count() > before.count());
        mask.copy(before, touched);
        QVERIFY(mask.runs() == before.runs());
    }
    void aMovedMaskKeepsItsPixels()
    {
        MaskBits mask(QSize(80, 90));
        mask.stroke({30, 30}, {40, 50}, 11, true);
        const MaskBits moved = mask.moved({7, -9});
        QCOMPARE(moved.count(), mask.count());
        for (int y = 9; y < 90; ++y)
            for (int x = 0; x < 73; ++x)
                QCOMPARE(moved.at(x + 7, y - 9), mask.at(x, y));
    }
};

QTEST_APPLESS_MAIN(TestMaskBits)
#include "tst_mask_bits.moc"
