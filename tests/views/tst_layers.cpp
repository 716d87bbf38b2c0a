// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/box_layer.h"
#include "views/heat_layer.h"
#include "views/link_layer.h"
#include "views/mask_layer.h"
#include "views/unseen_layer.h"

#include <QBuffer>
#include <QPainter>
#include <QSvgGenerator>
#include <QSvgRenderer>
#include <QTest>

#include <cmath>
#include <set>

using namespace views;

namespace {

constexpr int side = 160; ///< of the image, pixels
const QColor photo(100, 100, 100);

/// What a layer paints over a grey image, at \p ratio device pixels an image pixel.
QImage painted(const Layer& layer, double ratio = 1, Surface surface = {})
{
    const int device = int(std::lround(side * ratio));
    QImage picture(device, device, QImage::Format_RGB32);
    picture.fill(photo);
    picture.setDevicePixelRatio(ratio);
    surface.image = surface.visible = QRectF(0, 0, side, side);
    surface.deviceRatio = ratio;
    surface.font = studioFont(type::small);
    QPainter painter(&picture);
    layer.paint(painter, surface);
    return picture;
}

PatchGrid grid(int rows, int columns, double patchPx)
{
    return {rows, columns, patchPx, QTransform()};
}

QList<QRgb> pixelsOf(const QImage& picture, const QRect& part)
{
    QList<QRgb> pixels;
    for (int y = part.top(); y <= part.bottom(); ++y)
        for (int x = part.left(); x <= part.right(); ++x)
            pixels << picture.pixel(x, y);
    return pixels;
}

std::set<QRgb> coloursIn(const QImage& picture, const QRect& part)
{
    const QList<QRgb> pixels = pixelsOf(picture, part);
    return {pixels.begin(), pixels.end()};
}

bool hasColour(QRgb pixel)
{
    return std::abs(qRed(pixel) - qGreen(pixel)) > 2 || std::abs(qGreen(pixel) - qBlue(pixel)) > 2;
}

const float unseen = std::nanf("");
const ValueScale bare{0, 1, "viridis", false, "mass"};

} // namespace

class TestLayers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPatchIsOneColour()
    {
        const HeatLayer layer(grid(2, 2, side / 2), {0.f, 0.25f, 0.5f, 1.f}, bare);
        const QImage picture = painted(layer);
        QCOMPARE(picture.pixelColor(10, 10), bare.colour(0));
        QCOMPARE(picture.pixelColor(side - 10, side - 10), bare.colour(1));
        QCOMPARE(coloursIn(picture, {0, 0, side / 2, side / 2}).size(), std::size_t(1));
        // The neighbour begins on the next pixel: nothing is blended.
        QCOMPARE(picture.pixelColor(side / 2 - 1, 10), bare.colour(0));
        QCOMPARE(picture.pixelColor(side / 2, 10), bare.colour(0.25));
    }
    void patchesHaveNoSeams_data()
    {
        QTest::addColumn<double>("ratio");
        for (const double ratio : {1.25, 1.5, 1.75, 2.0})
            QTest::addRow("%d %%", int(100 * ratio)) << ratio;
    }
    void patchesHaveNoSeams()
    {
        QFETCH(double, ratio);
        Surface surface;
        surface.opacity = 0.5; // two patches on one pixel would show
        const HeatLayer layer(grid(7, 7, side / 7.0), QList<float>(49, 0.6f), bare);
        const QImage picture = painted(layer, ratio, surface);
        QCOMPARE(coloursIn(picture, picture.rect()).size(), std::size_t(1));
    }
    void theAffinePlacesPatchesInTheImage()
    {
        PatchGrid cropped = grid(1, 1, 10);
        cropped.toImage = PatchGrid::affine({4, 0, 40, 0, 8, 20}); // x 40 to 80, y 20 to 100
        const HeatLayer layer(cropped, {1.f}, bare);
        const QImage picture = painted(layer);
        QCOMPARE(picture.pixelColor(40, 20), bare.colour(1));
        QCOMPARE(picture.pixelColor(79, 99), bare.colour(1));
        QCOMPARE(picture.pixelColor(39, 20), photo);
        QCOMPARE(picture.pixelColor(80, 99), photo);
        QCOMPARE(layer.valueAt({79.9, 99.9}), 1.0);
        QVERIFY(std::isnan(layer.valueAt({80.1, 50})));
    }
    void noEvidenceHasNoColour()
    {
        ValueScale scale = bare;
        scale.nullLow = 0.2, scale.nullHigh = 0.5;
        const HeatLayer layer(grid(1, 2, side / 2), {0.4f, 0.9f}, scale);
        const QImage picture = painted(layer);
        bool isDimmed = false, hasLines = false;
        for (int y = 0; y < side / 2; ++y)
            for (int x = 0; x < side / 2; ++x) {
                QVERIFY(!hasColour(picture.pixel(x, y)));
                isDimmed |= qRed(picture.pixel(x, y)) == 80; // by 20 %
                hasLines |= qRed(picture.pixel(x, y)) > 90;
            }
        QVERIFY(isDimmed && hasLines);
        QVERIFY(hasColour(picture.pixel(side / 2 + 5, 5)));
    }
    void notSeenIsCrossHatchedOnDark()
    {
        const HeatLayer layer(grid(1, 2, side / 2), {unseen, 0.9f}, bare);
        const QImage picture = painted(layer);
        int dark = 0, lines = 0;
        for (int y = 0; y < side / 2; ++y)
            for (int x = 0; x < side / 2; ++x) {
                QVERIFY(!hasColour(picture.pixel(x, y)));
                dark += qRed(picture.pixel(x, y)) < 40;
                lines += qRed(picture.pixel(x, y)) > 60;
            }
        QVERIFY(dark > 1000 && lines > 500); // dense, but mostly dark
        QVERIFY(std::isnan(layer.valueAt({5, 5})));
        QCOMPARE(layer.rank({0, 0}), 0);
    }
    void hatchesStayInside()
    {
        const HeatLayer layer(grid(1, 1, side / 2), {unseen}, bare);
        const QImage picture = painted(layer);
        QCOMPARE(coloursIn(picture, {side / 2 + 1, 0, side / 2 - 1, side}).size(), std::size_t(1));
    }
    void smoothSaysSo()
    {
        HeatLayer layer(grid(2, 2, side / 2), {0.f, 1.f, 0.f, 1.f}, bare);
        layer.setSmooth(true);
        const QImage picture = painted(layer);
        QVERIFY(coloursIn(picture, {30, 150, 100, 1}).size() > 10); // between patches
        int plate = 0;
        for (const QRgb pixel : pixelsOf(picture, {0, 8, side, 18}))
            plate += qGray(pixel) < 45;
        QVERIFY(plate > 300); // black behind words, on a map that has none
    }
    void staleMapsLoseTheirColour()
    {
        HeatLayer layer(grid(1, 1, side), {0.9f}, bare);
        const QColor fresh = painted(layer).pixelColor(5, 5);
        layer.setStale(true);
        const QColor stale = painted(layer).pixelColor(5, 5);
        QVERIFY(stale.hslSaturation() < fresh.hslSaturation() / 2);
    }
    void readOutNamesPatchValueAndRank()
    {
        ValueScale scale = bare;
        scale.unit = "cosine";
        const HeatLayer layer(grid(2, 2, side / 2), {0.1f, 0.4f, 0.3124f, unseen}, scale);
        const Readings readings = layer.readout({10, side - 10.0});
        QCOMPARE(readings.size(), 3);
        QCOMPARE(readings[0].value, "1, 0");
        QCOMPARE(readings[1].name, "cosine");
        QCOMPARE(readings[1].value, ".312");
        QCOMPARE(readings[2].value, "2 / 4");
        QCOMPARE(*layer.largest(), (Patch{0, 1}));
        QVERIFY(layer.readout({-1, 5}).isEmpty());
    }
    void theHoveredPatchIsOutlined()
    {
        const HeatLayer layer(grid(2, 2, side / 2), {0.f, 0.f, 0.f, 0.f}, bare);
        QImage picture = painted(layer);
        const QImage before = picture;
        Surface surface;
        surface.image = surface.visible = QRectF(0, 0, side, side);
        QPainter painter(&picture);
        layer.paintMarks(painter, surface, {QPointF(10, 10), {}});
        painter.end();
        QCOMPARE(picture.pixelColor(side / 2 + 1, 30), QColor(Qt::white)); // two pixels around it
        QCOMPARE(picture.pixel(30, 30), before.pixel(30, 30));
        QCOMPARE(picture.pixel(side - 20, side - 20), before.pixel(side - 20, side - 20));
    }
    void whatACropCutOffIsHatched()
    {
        PatchGrid cropped = grid(2, 2, 40);
        cropped.toImage = QTransform::fromTranslate(40, 40);
        const UnseenLayer layer(cropped);
        const QImage picture = painted(layer);
        QVERIFY(coloursIn(picture, {0, 0, 39, side}).size() > 2);
        QCOMPARE(coloursIn(picture, {41, 41, 78, 78}), std::set<QRgb>{photo.rgb()});
        QVERIFY(layer.readout({80, 80}).isEmpty());
        QCOMPARE(layer.readout({5, 5}).size(), 1);
    }
    void masksAreReadFromTheirLabels()
    {
        QImage labels(side, side, QImage::Format_Grayscale8);
        labels.fill(0);
        for (int y = 20; y < 60; ++y)
            for (int x = 20; x < 100; ++x)
                labels.scanLine(y)[x] = 2;
        const QPolygonF outline(QRectF(20, 20, 80, 40));
        const MaskLayer layer({{"cat", 0.93, {}, 0}, {"bowl", 0.78, {outline}, 1}}, labels);
        QCOMPARE(layer.maskAt({50, 50}), 1);
        QCOMPARE(layer.maskAt({150, 50}), -1);
        QCOMPARE(layer.area(1), 80.0 * 40 / (side * side));
        const Readings readings = layer.readout({50, 50});
        QCOMPARE(readings[0].value, "bowl");
        QCOMPARE(readings[1].value, ".78");
        QVERIFY(hasColour(painted(layer).pixel(60, 52)));
        QVERIFY(!hasColour(painted(layer).pixel(150, 150)));
    }
    void aContourWithinAContourIsAHole()
    {
        const QPolygonF outer(QRectF(10, 10, 140, 140)), inner(QRectF(50, 50, 60, 60));
        const MaskLayer layer({{"ring", NAN, {outer, inner}, 0}}, {});
        QCOMPARE(layer.maskAt({30, 80}), 0);
        QCOMPARE(layer.maskAt({80, 80}), -1);
        QCOMPARE(painted(layer).pixelColor(80, 80), photo);
    }
    void threadsLeadToTheHeaviestRegions()
    {
        LinkLayer layer({"a", "red", "bird"});
        QList<Link> links;
        for (int i = 0; i < 8; ++i)
            links << Link{QRectF(20 * i, 10, 10, 10), 0.1 * (i + 1)};
        layer.setCurrent(2, links);
        const QImage picture = painted(layer);
        QCOMPARE(picture.pixelColor(145, 15), QColor(Qt::white)); // the heaviest
        QCOMPARE(picture.pixelColor(5, 15), photo);               // the sixth is not drawn
        QCOMPARE(layer.readout({145, 15})[0].value, ".800");
        QCOMPARE(layer.wordAt({side / 2.0, 20}), -1);
        std::set<int> words;
        for (int x = 0; x < side; ++x)
            words.insert(layer.wordAt({double(x), side - 10.0}));
        QCOMPARE(words, (std::set<int>{-1, 0, 1, 2}));
    }
    void theSmallestBoxAnswers()
    {
        const BoxLayer layer({{QRectF(10, 10, 100, 100), "1"}, {QRectF(20, 20, 30, 30), "2", 0.5}});
        QCOMPARE(layer.boxAt({30, 30}), 1);
        QCOMPARE(layer.boxAt({90, 90}), 0);
        QCOMPARE(layer.boxAt({150, 150}), -1);
        QCOMPARE(layer.readout({30, 30})[1].value, ".50");
        QCOMPARE(painted(layer).pixelColor(109 + 2, 90), QColor(Qt::white));
    }
    void aFigureKeepsTextAndLines()
    {
        ValueScale scale = bare;
        scale.nullHigh = 0.5;
        const HeatLayer heat(grid(2, 2, side / 2), {0.1f, 0.9f, unseen, 0.8f}, scale);
        const BoxLayer boxes({{QRectF(10, 10, 50, 50), "left lung"}});
        QByteArray svg;
        QBuffer buffer(&svg);
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setSize({side, side});
        generator.setViewBox(QRect(0, 0, side, side));
        QPainter painter(&generator);
        Surface surface;
        surface.image = surface.visible = QRectF(0, 0, side, side);
        surface.vector = true;
        heat.paint(painter, surface);
        boxes.paint(painter, surface);
        painter.end();
        QVERIFY(svg.contains(">left lung<"));
        QVERIFY(!svg.contains("<image"));
        // Hatches end at the patches by themselves: the whole of it, drawn, is what the screen has.
        QImage drawn(side, side, QImage::Format_RGB32);
        drawn.fill(photo);
        QPainter reader(&drawn);
        QSvgRenderer(svg).render(&reader);
        reader.end();
        QCOMPARE(coloursIn(drawn, {side / 2 + 2, side / 2 + 2, 70, 70}).size(), std::size_t(1));
        QCOMPARE(drawn.pixelColor(side - 10, side - 10), bare.colour(0.8f));
    }
};
QTEST_MAIN(TestLayers)
#include "tst_layers.moc"
