// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas.h"
#include "views/heat_layer.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

using namespace views;

namespace {

QImage checks(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y)
        for (int x = 0; x < size.width(); ++x)
            image.setPixel(x, y, (x + y) % 2 ? qRgb(255, 0, 0) : qRgb(0, 0, 255));
    return image;
}

const PatchGrid grid{4, 4, 4, QTransform()};

std::shared_ptr<HeatLayer> heat()
{
    QList<float> values;
    for (int i = 0; i < 16; ++i)
        values << float(i) / 15;
    return std::make_shared<HeatLayer>(grid, values, ValueScale{0, 1, "viridis", false, "mass"});
}

} // namespace

class TestCanvas : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { setScheme(Scheme::Dark); }

    void pixelsAreTrueWhereTheyAreLarge()
    {
        Canvas canvas;
        canvas.resize(160, 160);
        canvas.setGreyAllowed(false);
        canvas.setImage(checks({16, 16}));
        const QImage shot = canvas.grab().toImage();
        QCOMPARE(shot.pixelColor(5, 5), QColor(0, 0, 255));
        QCOMPARE(shot.pixelColor(9, 5), QColor(0, 0, 255)); // up to its edge
        QCOMPARE(shot.pixelColor(10, 5), QColor(255, 0, 0));
    }
    void aSmallViewOfALargePhotoIsItsMean()
    {
        Canvas canvas;
        canvas.resize(100, 100);
        canvas.setGreyAllowed(false);
        canvas.setImage(checks({1600, 1600}));
        const QColor mean = canvas.grab().toImage().pixelColor(50, 50);
        QVERIFY(std::abs(mean.red() - 127) < 6 && std::abs(mean.blue() - 127) < 6);
    }
    void thePhotoTurnsGrey()
    {
        Canvas canvas;
        canvas.resize(160, 160);
        canvas.setImage(checks({16, 16}));
        const QColor grey = canvas.grab().toImage().pixelColor(5, 5);
        QCOMPARE(grey.red(), grey.blue());
        canvas.viewState()->setGrey(false);
        QCOMPARE(canvas.grab().toImage().pixelColor(5, 5), QColor(0, 0, 255));
    }
    void theWheelZoomsAtThePointer()
    {
        Canvas canvas;
        canvas.resize(160, 120);
        canvas.setImage(checks({320, 240}));
        const QPointF pointer(40, 90), before = canvas.toImage(pointer);
        QWheelEvent wheel(pointer, canvas.mapToGlobal(pointer), {}, {0, 360}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&canvas, &wheel);
        QVERIFY(canvas.viewState()->zoom() > 1.9);
        const QPointF after = canvas.toImage(pointer);
        QVERIFY(QLineF(before, after).length() < 1); // an image pixel
        canvas.viewState()->fit();
        QCOMPARE(canvas.viewState()->zoom(), 1.0);
    }
    void linkedCanvasesShowTheSamePart()
    {
        ViewState state;
        Canvas left, right;
        for (Canvas* canvas : {&left, &right}) {
            canvas->setImage(checks({320, 240}));
            canvas->setViewState(&state);
        }
        left.resize(160, 120);
        right.resize(320, 240); // twice the size, the same part
        state.setView(4, {0.25, 0.75});
        QVERIFY(QLineF(left.toImage({80, 60}), right.toImage({160, 120})).length() < 0.5);
        QVERIFY(QLineF(left.toImage({80, 60}), QPointF(80, 180)).length() < 0.5);
        state.setView(5, state.centre());
        QCOMPARE(right.surface().scale, 2 * left.surface().scale);
    }
    void hoverNamesPointAndPatchInAllLinkedCanvases()
    {
        ViewState state;
        Canvas here, there;
        for (Canvas* canvas : {&here, &there}) {
            canvas->resize(160, 160);
            canvas->setImage(checks({16, 16}));
            canvas->setPatchGrid(grid);
            canvas->setLayers({heat()});
            canvas->setViewState(&state);
        }
        here.show();
        QSignalSpy points(&here, &Canvas::pointHovered), patches(&here, &Canvas::patchHovered),
            left(&here, &Canvas::left);
        const QImage before = there.grab().toImage();
        QTest::mouseMove(&here, {45, 85});
        QTRY_COMPARE(patches.count(), 1);
        QCOMPARE(patches[0], (QVariantList{2, 1}));
        QCOMPARE(points[0][0].toPointF(), QPointF(4.5, 8.5));
        QTest::mouseMove(&here, {47, 85}); // the same patch: no second signal
        QTRY_COMPARE(points.count(), 2);
        QCOMPARE(patches.count(), 1);
        QCOMPARE(there.currentPatch(), (std::optional<Patch>{{2, 1}}));
        QVERIFY(there.grab().toImage() != before);
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(&here, &leave);
        QCOMPARE(left.count(), 1);
        QCOMPARE(there.grab().toImage(), before);
    }
    void arrowsWalkFromPatchToPatch()
    {
        Canvas canvas;
        canvas.resize(160, 160);
        canvas.setImage(checks({16, 16}));
        canvas.setPatchGrid(grid);
        canvas.setLayers({heat()});
        QTest::keyClick(&canvas, Qt::Key_Right); // begins in the middle
        QCOMPARE(canvas.currentPatch(), (std::optional<Patch>{{2, 2}}));
        for (int i = 0; i < 9; ++i)
            QTest::keyClick(&canvas, Qt::Key_Up);
        QTest::keyClick(&canvas, Qt::Key_Left);
        QCOMPARE(canvas.currentPatch(), (std::optional<Patch>{{0, 1}}));
        QSignalSpy activated(&canvas, &Canvas::patchActivated);
        QTest::keyClick(&canvas, Qt::Key_Return);
        QCOMPARE(activated.count(), 1);

        QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(&canvas);
        QVERIFY(spoken);
        QCOMPARE(spoken->text(QAccessible::Value), "row 0, column 1, mass .0667, rank 15 / 16");
    }
    void overlaysHideWhileHIsHeld()
    {
        Canvas canvas;
        canvas.resize(160, 160);
        canvas.setImage(checks({16, 16}));
        const QImage bare = canvas.grab().toImage();
        canvas.setLayers({heat()});
        const QImage covered = canvas.grab().toImage();
        QVERIFY(covered != bare);
        canvas.viewState()->setOverlaysHidden(true);
        QCOMPARE(canvas.grab().toImage(), bare);
        canvas.viewState()->setOverlaysHidden(false);
        QCOMPARE(canvas.grab().toImage(), covered);
        canvas.viewState()->setOpacity(theme().mapOpacity - 0.1);
        QVERIFY(canvas.viewState()->opacity() < theme().mapOpacity);
        QVERIFY(canvas.grab().toImage() != covered);
    }
    void aDragWithSpacePans()
    {
        Canvas canvas;
        canvas.resize(160, 160);
        canvas.setImage(checks({16, 16}));
        canvas.viewState()->setView(4, {0.5, 0.5});
        const QPointF before = canvas.toImage({80, 80});
        QTest::keyPress(&canvas, Qt::Key_Space);
        QTest::mousePress(&canvas, Qt::LeftButton, {}, {80, 80});
        QMouseEvent move(QEvent::MouseMove, QPointF(100, 70), canvas.mapToGlobal(QPointF(100, 70)),
                         Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&canvas, &move);
        QTest::mouseRelease(&canvas, Qt::LeftButton, {}, {100, 70});
        QTest::keyRelease(&canvas, Qt::Key_Space);
        QVERIFY(QLineF(canvas.toImage({100, 70}), before).length() < 0.1);
    }
    void aClickNamesThePatch()
    {
        Canvas canvas;
        canvas.resize(160, 160);
        canvas.setImage(checks({16, 16}));
        canvas.setPatchGrid(grid);
        QSignalSpy activated(&canvas, &Canvas::patchActivated);
        QTest::mouseClick(&canvas, Qt::LeftButton, {}, {155, 5});
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated[0], (QVariantList{0, 3}));
    }
    void noImageIsNoCrash()
    {
        Canvas canvas;
        canvas.resize(50, 50);
        canvas.setLayers({heat()});
        QCOMPARE(canvas.grab().toImage().pixelColor(25, 25), Theme::dark().canvas);
        QTest::keyClick(&canvas, Qt::Key_Down);
        canvas.setImage(checks({1, 1}));
        QVERIFY(!canvas.grab().isNull());
    }
};
QTEST_MAIN(TestCanvas)
#include "tst_canvas.moc"
