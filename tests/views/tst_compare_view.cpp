// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas.h"
#include "views/compare_view.h"
#include "views/heat_layer.h"
#include "views/lens_layer.h"
#include "views/motion.h"

#include <QTest>

using namespace views;

namespace {

QImage plain(QColor colour)
{
    QImage image(200, 100, QImage::Format_RGB32);
    image.fill(colour);
    return image;
}

/// A blue image on a canvas of its own size, over it a red one as reference.
struct Shown {
    Canvas canvas;
    CompareView view{&canvas};

    Shown()
    {
        canvas.resize(200, 100);
        canvas.viewState()->setGrey(false);
        canvas.setImage(plain(Qt::blue));
        view.setReference({.image = plain(Qt::red), .name = "the pinned one", .grey = false});
        view.setName("this one");
        canvas.show();
    }

    QColor at(int x, int y = 70) { return canvas.grab().toImage().pixelColor(x, y); }
    QWidget* handle()
    {
        for (auto* child : canvas.findChildren<QWidget*>())
            if (child != &view)
                return child;
        return nullptr;
    }
};

} // namespace

class TestCompareView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { setScheme(Scheme::Dark); }
    void cleanup() { setReducesMotion(false); }

    void theKeyGoesRound()
    {
        CompareMode mode = CompareMode::Off;
        for (const CompareMode next :
             {CompareMode::Difference, CompareMode::Swipe, CompareMode::Blink, CompareMode::Off})
            QCOMPARE(mode = nextOf(mode), next);
    }

    void swipeShowsOneAtEachSideOfTheLine()
    {
        Shown shown;
        shown.view.setMode(CompareMode::Swipe);
        QCOMPARE(shown.at(40), QColor(Qt::red));
        QCOMPARE(shown.at(160), QColor(Qt::blue));
        shown.view.setShare(0.9);
        QCOMPARE(shown.at(160), QColor(Qt::red));
        QVERIFY(shown.view.label().contains("the pinned one"));
        QVERIFY(shown.view.label().contains("this one"));
    }

    void theLineFollowsThePointerAndTheKeys()
    {
        Shown shown;
        shown.view.setMode(CompareMode::Swipe);
        QWidget* handle = shown.handle();
        QVERIFY(handle->isVisible());
        QTest::mousePress(handle, Qt::LeftButton, {}, {12, 50});
        QMouseEvent move(QEvent::MouseMove, {12, 50}, shown.canvas.mapToGlobal(QPointF(50, 50)),
                         Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(handle, &move);
        QCOMPARE(shown.view.share(), 0.25);
        QTest::keyClick(handle, Qt::Key_Right);
        QCOMPARE(shown.view.share(), 0.27);
        QTest::keyClick(handle, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(shown.view.share(), 0.17);
        QTest::keyClick(handle, Qt::Key_End);
        QTest::keyClick(handle, Qt::Key_Right);
        QCOMPARE(shown.view.share(), 1.0);
    }

    void blinkShowsThemInTurn()
    {
        Shown shown;
        shown.view.setMode(CompareMode::Blink);
        QCOMPARE(shown.at(100), QColor(Qt::red));
        QTRY_COMPARE_WITH_TIMEOUT(shown.at(100), QColor(Qt::blue), 2 * CompareView::blinkMs);
        QTRY_COMPARE_WITH_TIMEOUT(shown.at(100), QColor(Qt::red), 2 * CompareView::blinkMs);
        shown.view.setMode(CompareMode::Off);
        QCOMPARE(shown.at(100), QColor(Qt::blue));
    }

    void withLessMotionAKeyBlinks()
    {
        setReducesMotion(true);
        Shown shown;
        shown.view.setMode(CompareMode::Blink);
        QTest::qWait(2 * CompareView::blinkMs);
        QCOMPARE(shown.at(100), QColor(Qt::red));
        shown.view.flip();
        QCOMPARE(shown.at(100), QColor(Qt::blue));
    }

    void theReferenceFollowsZoomAndHiddenOverlays()
    {
        Shown shown;
        const PatchGrid grid{.rows = 1, .columns = 1, .patchPx = 200, .toImage = {}};
        const auto heat = std::make_shared<HeatLayer>(
            grid, QList<float>{1}, ValueScale{.min = 0, .max = 1, .map = "grey"});
        shown.view.setReference(
            {.image = plain(Qt::red), .layers = {heat}, .name = "map", .grey = false});
        shown.view.setMode(CompareMode::Blink);
        QVERIFY(shown.at(100) != QColor(Qt::red));
        shown.canvas.viewState()->setOverlaysHidden(true);
        QCOMPARE(shown.at(100), QColor(Qt::red));
        shown.canvas.viewState()->setView(0.5, {0.5, 0.5});
        QVERIFY(shown.at(5) != QColor(Qt::red)); // beside the smaller picture
    }

    void thePlateNeverCoversThePatchItSpeaksOf_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("column");
        for (const int row : {0, 4, 9})
            for (const int column : {0, 4, 9})
                QTest::addRow("%d, %d", row, column) << row << column;
    }

    void thePlateNeverCoversThePatchItSpeaksOf()
    {
        QFETCH(int, row);
        QFETCH(int, column);
        QImage white(250, 250, QImage::Format_RGB32);
        white.fill(Qt::white);
        Canvas canvas;
        canvas.resize(250, 250);
        canvas.setImage(white);
        const PatchGrid grid{.rows = 10, .columns = 10, .patchPx = 25, .toImage = {}};
        canvas.setLayers({std::make_shared<LensLayer>(
            grid, LensPlate{{row, column}, "“crescent”", ".287", "2 of 6", "“object”", ".310"})});
        const QImage picture = canvas.grab().toImage();
        const QPoint middle = grid.bounds({row, column}).center().toPoint();
        for (const QPoint& by : {QPoint(-6, -6), QPoint(6, 6), QPoint(0, 0)})
            QCOMPARE(picture.pixelColor(middle + by), QColor(Qt::white));
    }

    void theLensFramesAPatchAndGivesWayToThePointer()
    {
        Canvas canvas;
        canvas.resize(200, 100);
        canvas.setImage(plain(Qt::black));
        const PatchGrid grid{.rows = 2, .columns = 4, .patchPx = 50, .toImage = {}};
        const auto lens = std::make_shared<LensLayer>(
            grid, LensPlate{.peak = {1, 1}, .word = "“ball”", .value = ".287", .place = "2 of 6"});
        canvas.setLayers({lens});
        const auto lit = [&] {
            const QImage picture = canvas.grab().toImage();
            int white = 0;
            for (int x = 40; x < 110; ++x)
                white += picture.pixelColor(x, 75).lightness() > 200;
            return white;
        };
        QVERIFY(lit() > 0);
        canvas.viewState()->setHovered(QPointF(5, 5));
        QCOMPARE(lit(), 0);
    }
};

QTEST_MAIN(TestCompareView)
#include "tst_compare_view.moc"
