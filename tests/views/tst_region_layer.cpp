// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mask_bits.h"
#include "views/outline_raster.h"
#include "views/region_layer.h"

#include <QPainter>
#include <QTest>

#include <cmath>
#include <numbers>
#include <random>

using namespace views;

namespace {

Region region(Shape shape, QStringList numbers = {})
{
    return {.id = QUuid::createUuid(), .shape = std::move(shape), .numbers = std::move(numbers)};
}

QImage painted(const RegionLayer& layer, double scale = 1, QSize image = {200, 150})
{
    QImage shot(image * scale, QImage::Format_RGB32);
    shot.fill(QColor(90, 120, 60));
    QPainter painter(&shot);
    painter.scale(scale, scale);
    Surface surface;
    surface.image = surface.visible = QRectF(QPointF(), QSizeF(image));
    surface.scale = scale;
    surface.font = studioFont(type::small, 500);
    layer.paint(painter, surface);
    layer.paintMarks(painter, surface, {});
    return shot;
}

const QColor ground(90, 120, 60), white(255, 255, 255);

} // namespace

class TestRegionLayer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBoxIsAWhiteLineInADarkCasing()
    {
        RegionLayer layer;
        layer.setRegions({region(QRectF(50, 60, 80, 40))});
        const QImage shot = painted(layer);
        QCOMPARE(shot.pixelColor(49, 80), white); // a pixel on either side of the edge
        QCOMPARE(shot.pixelColor(50, 80), white);
        QVERIFY(shot.pixelColor(48, 80).lightness() < 60);
        QVERIFY(shot.pixelColor(51, 80).lightness() < 60);
        QCOMPARE(shot.pixelColor(47, 80), ground);
        QCOMPARE(shot.pixelColor(52, 80), ground);
        QCOMPARE(shot.pixelColor(90, 80), ground); // the photo is not dimmed
    }
    void polygonsMasksAndPointsHaveLinesToo()
    {
        MaskBits bits(QSize(200, 150));
        bits.stroke({150, 110}, {150, 110}, 40, true);
        RegionLayer layer;
        layer.setRegions({region(QPolygonF{{20, 20}, {80, 20}, {80, 70}}), region(bits.runs()),
                          region(QPointF(30, 110))});
        const QImage shot = painted(layer, 2);
        QCOMPARE(shot.pixelColor(100, 40), white);            // the polygon's upper edge
        QVERIFY(shot.pixelColor(300, 180).lightness() > 200); // the disc's upper edge
        QVERIFY(shot.pixelColor(64, 220).lightness() > 200);  // the ring, 5 px around the point
        QCOMPARE(shot.pixelColor(300, 220), ground);
        QCOMPARE(shot.pixelColor(60, 220), ground);
    }
    void theCurrentOneHasTheAccentAndHandles()
    {
        const Region box = region(QRectF(50, 60, 80, 40), {"3"});
        RegionLayer layer;
        layer.setRegions({box});
        layer.setCurrent(box.id);
        QCOMPARE(layer.handles().size(), 8);
        const QImage shot = painted(layer);
        QCOMPARE(shot.pixelColor(70, 60), Theme::dark().accent);
        QCOMPARE(shot.pixelColor(50, 60), white);   // a handle
        QCOMPARE(shot.pixelColor(53, 63), white);   // 8 wide
        QVERIFY(shot.pixelColor(52, 50) != ground); // the plate stands above
        layer.setHandlesShown(false);
        QCOMPARE(painted(layer).pixelColor(50, 60), Theme::dark().accent);
    }
    void aPlateGoesWithItsRegion()
    {
        const Region box = region(QRectF(10, 40, 30, 30), {"3"});
        RegionLayer layer;
        layer.setRegions({box});
        layer.setCurrent(box.id);
        QImage shot(200, 150, QImage::Format_RGB32);
        shot.fill(ground);
        const QImage before = shot;
        QPainter painter(&shot);
        Surface surface;
        surface.image = QRectF(0, 0, 200, 150);
        surface.visible = QRectF(100, 0, 100, 150); // the box lies beside it
        surface.font = studioFont(type::small, 500);
        layer.paint(painter, surface);
        layer.paintMarks(painter, surface, {});
        painter.end();
        QCOMPARE(shot.copy(100, 0, 100, 150), before.copy(100, 0, 100, 150));
        layer.setPreview(QPolygonF()); // its line is hidden while it is painted on
        const QImage hidden = painted(layer);
        QCOMPARE(hidden.pixelColor(10, 60), ground);
        QVERIFY(hidden.pixelColor(14, 25) != ground);
        QCOMPARE(hidden.pixelColor(4, 4), ground);
    }
    void aLockedRegionHasNoHandles()
    {
        Region box = region(QRectF(50, 60, 80, 40));
        box.fixed = true;
        RegionLayer layer;
        layer.setRegions({box});
        layer.setCurrent(box.id);
        QVERIFY(layer.handles().isEmpty());
        QCOMPARE(layer.hitTest({50, 60}, 5), (RegionLayer::Hit{box.id, -1}));
    }
    void handlesComeFirstThenLinesThenTheSmallestAround()
    {
        const Region large = region(QRectF(10, 10, 180, 130));
        const Region small = region(QRectF(50, 50, 40, 40));
        const Region above = region(QRectF(60, 60, 120, 70)); // on top, around a part of the small
        RegionLayer layer;
        layer.setRegions({large, small, above});
        QCOMPARE(layer.hitTest({30, 30}, 3).id, large.id);
        QCOMPARE(layer.hitTest({70, 70}, 3).id, small.id);
        QCOMPARE(layer.hitTest({70, 61}, 3).id, above.id); // its line
        QCOMPARE(layer.hitTest({150, 100}, 3).id, above.id);
        QCOMPARE(layer.hitTest({5, 5}, 3).id, QUuid());
        layer.setCurrent(large.id);
        QCOMPARE(layer.hitTest({190, 140}, 3), (RegionLayer::Hit{large.id, 4}));
        QCOMPARE(layer.hitTest({100, 141}, 3), (RegionLayer::Hit{large.id, 5}));
    }
    void masksAreHitByTheirPixels()
    {
        MaskBits bits(QSize(200, 150));
        bits.stroke({40, 40}, {120, 40}, 30, true);
        bits.stroke({80, 40}, {80, 40}, 16, false); // a hole
        const Region mask = region(bits.runs());
        RegionLayer layer;
        layer.setRegions({mask});
        for (int y = 0; y < 150; ++y)
            for (int x = 0; x < 200; ++x)
                QVERIFY2(layer.hitTest({x + 0.5, y + 0.5}, 0.1).id.isNull() != bits.at(x, y),
                         qPrintable(QString("%1, %2").arg(x).arg(y)));
    }
    void theGridFindsWhatALinearSearchFinds()
    {
        std::mt19937 random(5);
        QList<Region> regions;
        for (int i = 0; i < 300; ++i)
            regions << region(
                QRectF(random() % 180, random() % 130, 1 + random() % 20, 1 + random() % 20));
        RegionLayer layer;
        layer.setRegions(regions);
        for (int i = 0; i < 500; ++i) {
            const QPointF place(random() % 2000 / 10.0, random() % 1500 / 10.0);
            QUuid expected;
            double least = 1e9;
            for (const Region& one : regions) {
                const QRectF box = boundsOf(one.shape);
                const QRectF outer = box.adjusted(-.53, -.53, .53, .53);
                const QRectF inner = box.adjusted(.53, .53, -.53, -.53);
                const bool onLine = outer.contains(place)
                    && !(inner.isValid() && inner.contains(place))
                    && std::hypot(std::max({box.left() - place.x(), 0.0, place.x() - box.right()}),
                                  std::max({box.top() - place.y(), 0.0, place.y() - box.bottom()}))
                        <= .53;
                if (onLine)
                    expected = one.id, least = -1;
                else if (least >= 0 && box.contains(place) && areaOf(one.shape) <= least)
                    expected = one.id, least = areaOf(one.shape);
            }
            const QUuid found = layer.hitTest(place, 0.53).id;
            if (found != expected && least >= 0) // ties of areas go to the upper one
                QCOMPARE(areaOf(layer.region(found)->shape), least);
            else
                QCOMPARE(found, expected);
        }
    }
    void aThousandRegionsAtLowZoomKeepTheirPlace()
    {
        QList<Region> regions;
        for (int i = 0; i < 1000; ++i)
            regions << region(QRectF(i % 40 * 100, i / 40 * 100, 60, 60), {"1"});
        RegionLayer layer;
        layer.setRegions(regions);
        const QImage shot = painted(layer, 0.125, {4000, 2500});
        QVERIFY(shot.pixelColor(5 * 100 / 8 + 3, 3 * 100 / 8).lightness() > 150);
        QCOMPARE(shot.pixelColor(500 - 3, 312 - 3).rgb(), ground.rgb());
    }
    void outlinesLoseNoMoreThanTheTolerance()
    {
        QPolygonF circle;
        for (int i = 0; i < 720; ++i)
            circle << QPointF(std::cos(i * std::numbers::pi / 360),
                              std::sin(i * std::numbers::pi / 360))
                    * 100;
        const QPolygonF thin = simplified(circle, 0.5);
        QVERIFY(thin.size() < 70);
        // A chord's sagitta is r - r cos(half its angle).
        for (qsizetype i = 0; i < thin.size(); ++i) {
            const QPointF middle = (thin[i] + thin[(i + 1) % thin.size()]) / 2;
            QVERIFY(100 - std::hypot(middle.x(), middle.y()) <= 0.5 + 1e-9);
        }
    }
    void setRegionsKeepsReplacesAndDrops()
    {
        Region one = region(QRectF(10, 10, 20, 20)), two = region(QRectF(50, 50, 20, 20));
        RegionLayer layer;
        layer.setRegions({one, two});
        layer.setCurrent(two.id);
        one.numbers = {"7"};
        layer.setRegions({two, one});
        QCOMPARE(layer.regions(), (QList<Region>{two, one}));
        QCOMPARE(layer.current(), two.id);
        one.shape = QRectF(100, 100, 20, 20);
        layer.setRegion(one);
        QCOMPARE(layer.hitTest({110, 110}, 1).id, one.id);
        QCOMPARE(layer.hitTest({20, 20}, 1).id, QUuid());
        QVERIFY(layer.removeRegion(two.id));
        QVERIFY(!layer.removeRegion(two.id));
        QVERIFY(layer.current().isNull());
    }
    void shapesAreFittedIntoTheImage()
    {
        const QSize image(200, 150);
        QVERIFY(fitted(QRectF(-10, 20.4, 50, 30), image) == Shape(QRectF(0, 20, 40, 30)));
        QVERIFY(!fitted(QRectF(10, 10, 0.3, 40), image));
        QVERIFY(!fitted(QRectF(210, 10, 30, 40), image));
        QVERIFY(!fitted(QPolygonF{{1, 1}, {5, 5}}, image));
        QVERIFY(!fitted(QPolygonF{{1, 1}, {5, 5}, {9, 9}, {1, 1}}, image));
        QVERIFY(fitted(QPolygonF{{1, 1}, {50, 5.123}, {9, 190}}, image)
                == Shape(QPolygonF{{1, 1}, {50, 5.12}, {9, 150}}));
        QVERIFY(!fitted(QPointF(200.5, 3), image));
        QVERIFY(!fitted(MaskBits(image).runs(), image));
        QVERIFY(moved(QRectF(10, 10, 20, 20), {-50, 200}, image) == Shape(QRectF(0, 130, 20, 20)));
        QCOMPARE(describe(QPolygonF{{0, 0}, {100, 0}, {100, 100}, {0, 100}}),
                 QString("polygon, 4 points, 10,000 px²"));
    }
};

QTEST_MAIN(TestRegionLayer)
#include "tst_region_layer.moc"
