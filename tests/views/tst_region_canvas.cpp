// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mask_bits.h"
#include "views/region_canvas.h"
#include "views/tool_column.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

using namespace views;

namespace {

// A canvas that fits an image of 400 x 300 pixel by pixel, with an application behind it.
struct Desk {
    Desk()
    {
        canvas.resize(400, 300);
        QImage photo(400, 300, QImage::Format_RGB32);
        photo.fill(QColor(90, 120, 60));
        canvas.setImage(photo);
        canvas.show();
        QObject::connect(&canvas, &RegionCanvas::proposed, [this](const Shape& shape) {
            const Region region{.id = QUuid::createUuid(), .shape = shape, .numbers = {"1"}};
            canvas.setRegion(region);
            canvas.setCurrentRegion(region.id);
            proposals << shape;
        });
        QObject::connect(&canvas, &RegionCanvas::changed,
                         [this](QUuid id, const Shape& before, const Shape& after) {
                             Region region = *canvas.regionLayer().region(id);
                             QVERIFY(region.shape == before);
                             region.shape = after;
                             canvas.setRegion(region);
                             changes << after;
                         });
        QObject::connect(&canvas, &RegionCanvas::removed, [this](QUuid id) {
            canvas.removeRegion(id);
            ++removals;
        });
    }
    void drag(QList<QPoint> way, Qt::KeyboardModifiers modifiers = {})
    {
        press(way.takeFirst(), modifiers);
        for (const QPoint& place : way)
            move(place, modifiers);
        release(way.last(), modifiers);
    }
    void press(QPoint at, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mousePress(&canvas, Qt::LeftButton, modifiers, at);
    }
    void move(QPoint at, Qt::KeyboardModifiers modifiers = {})
    {
        QMouseEvent event(QEvent::MouseMove, at, canvas.mapToGlobal(at), Qt::NoButton,
                          Qt::LeftButton, modifiers);
        QCoreApplication::sendEvent(&canvas, &event);
    }
    void release(QPoint at, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseRelease(&canvas, Qt::LeftButton, modifiers, at);
    }
    void click(QPoint at) { drag({at, at}); }
    void key(Qt::Key key, int times = 1, Qt::KeyboardModifiers modifiers = {})
    {
        for (int i = 0; i < times; ++i)
            QTest::keyClick(&canvas, key, modifiers);
    }
    /// From the middle, in steps of 10 image pixels.
    void walk(int right, int down)
    {
        key(right < 0 ? Qt::Key_Left : Qt::Key_Right, std::abs(right));
        key(down < 0 ? Qt::Key_Up : Qt::Key_Down, std::abs(down));
    }
    QUuid add(const Shape& shape)
    {
        const Region region{.id = QUuid::createUuid(), .shape = shape, .numbers = {"1"}};
        canvas.setRegion(region);
        return region.id;
    }

    RegionCanvas canvas;
    QList<Shape> proposals, changes;
    int removals = 0;
};

qint64 pixels(const Shape& mask)
{
    return MaskBits(std::get<MaskRuns>(mask)).count();
}

} // namespace

class TestRegionCanvas : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { setScheme(Scheme::Dark); }

    void aDragMakesABox()
    {
        Desk desk;
        desk.canvas.setTool(ToolKind::Box);
        desk.drag({{50, 60}, {90, 70}, {150, 110}});
        QCOMPARE(desk.proposals, QList<Shape>{QRectF(50, 60, 100, 50)});
        QVERIFY(!desk.canvas.isMaking());
        desk.drag({{300, 200}, {250, 180}}, Qt::ShiftModifier); // a square, leftwards and up
        QVERIFY(desk.proposals.last() == Shape(QRectF(250, 150, 50, 50)));
        desk.drag({{380, 280}, {500, 400}}); // beyond the image
        QVERIFY(desk.proposals.last() == Shape(QRectF(380, 280, 20, 20)));
        desk.click({20, 20});
        desk.drag({{20, 20}, {20, 90}}); // of no width
        QCOMPARE(desk.proposals.size(), 3);
    }
    void escapeAndUndoDropABoxInTheMaking()
    {
        Desk desk;
        QSignalSpy making(&desk.canvas, &RegionCanvas::makingChanged);
        desk.canvas.setTool(ToolKind::Box);
        QVERIFY(!desk.canvas.undoInside());
        desk.press({50, 60});
        desk.move({90, 90});
        QVERIFY(desk.canvas.isMaking());
        desk.key(Qt::Key_Escape);
        desk.release({90, 90});
        desk.press({50, 60});
        desk.move({90, 90});
        QVERIFY(desk.canvas.undoInside());
        desk.release({90, 90});
        QVERIFY(desk.proposals.isEmpty());
        QCOMPARE(making.count(), 4);
    }
    void theKeyboardMakesABox()
    {
        Desk desk;
        desk.canvas.setTool(ToolKind::Box);
        desk.key(Qt::Key_Right); // the cursor comes up in the middle: 200, 150
        desk.key(Qt::Key_Return);
        desk.walk(5, 3);
        desk.key(Qt::Key_Right, 2, Qt::ControlModifier); // a pixel each
        desk.key(Qt::Key_Space);
        QCOMPARE(desk.proposals, QList<Shape>{QRectF(200, 150, 52, 30)});
        QCOMPARE(desk.canvas.positionText(), QString("x 252  y 180"));
    }
    void clicksMakeAPolygon()
    {
        Desk desk;
        desk.canvas.setTool(ToolKind::Polygon);
        const QPolygonF corners{{50, 50}, {150, 50}, {150, 120}};
        for (const QPointF& corner : corners)
            desk.click(corner.toPoint());
        QVERIFY(desk.proposals.isEmpty());
        QTest::keyClick(&desk.canvas, Qt::Key_Return);
        QCOMPARE(desk.proposals, QList<Shape>{corners});

        for (const QPointF& corner : corners)
            desk.click(corner.toPoint() + QPoint(100, 100));
        desk.click({152, 151}); // near the first one
        QCOMPARE(desk.proposals.size(), 2);

        desk.click({10, 10});
        desk.click({60, 10});
        desk.click({60, 60});
        desk.click({30, 70});
        QTest::mouseDClick(&desk.canvas, Qt::LeftButton, {}, {30, 70});
        QVERIFY(desk.proposals.last() == Shape(QPolygonF{{10, 10}, {60, 10}, {60, 60}, {30, 70}}));
    }
    void aPolygonGoesBackPointByPoint()
    {
        Desk desk;
        desk.canvas.setTool(ToolKind::Polygon);
        for (const QPoint& place : {QPoint(50, 50), {150, 50}, {170, 90}, {150, 120}})
            desk.click(place);
        desk.key(Qt::Key_Backspace);
        QVERIFY(desk.canvas.undoInside());
        desk.click({140, 140});
        desk.key(Qt::Key_Return);
        QCOMPARE(desk.proposals, QList<Shape>{(QPolygonF{{50, 50}, {150, 50}, {140, 140}})});

        desk.click({50, 200});
        desk.click({90, 200});
        QVERIFY(desk.canvas.undoInside() && desk.canvas.undoInside());
        QVERIFY(!desk.canvas.undoInside()); // from here on it is the application's turn
        desk.click({50, 200});
        desk.click({90, 200});
        desk.click({130, 200}); // on one line
        desk.key(Qt::Key_Return);
        QCOMPARE(desk.proposals.size(), 1);
    }
    void shiftKeepsPolygonsToEightDirections()
    {
        Desk desk;
        desk.canvas.setTool(ToolKind::Polygon);
        desk.click({50, 50});
        desk.press({150, 58}, Qt::ShiftModifier);
        desk.release({150, 58}, Qt::ShiftModifier);
        desk.click({100, 120});
        desk.key(Qt::Key_Return);
        const auto made = std::get<QPolygonF>(desk.proposals.value(0));
        QCOMPARE(made[1], QPointF(150, 50));
    }
    void theKeyboardMakesAPolygon()
    {
        Desk desk;
        desk.canvas.setTool(ToolKind::Polygon);
        desk.key(Qt::Key_Up);
        desk.key(Qt::Key_Space);
        desk.walk(4, 0);
        desk.key(Qt::Key_Return); // two points cannot be closed: it sets another
        desk.walk(0, 6);
        desk.key(Qt::Key_Space);
        desk.key(Qt::Key_Return);
        QCOMPARE(desk.proposals, QList<Shape>{(QPolygonF{{200, 150}, {240, 150}, {240, 210}})});
    }
    void aLassoFollowsThePointer()
    {
        Desk desk;
        desk.canvas.setTool(ToolKind::Lasso);
        desk.drag({{100, 100}, {200, 100}, {200, 200}, {100, 200}, {100, 110}});
        QCOMPARE(desk.proposals.size(), 1);
        QVERIFY(std::abs(areaOf(desk.proposals[0]) - 10000) < 200);
        desk.press({50, 50});
        desk.move({90, 50});
        desk.move({90, 90});
        QVERIFY(desk.canvas.undoInside()); // the last stretch
        QVERIFY(desk.canvas.isMaking());
        desk.move({70, 120});
        desk.release({70, 120});
        QVERIFY(desk.proposals.last() == Shape(QPolygonF{{50, 50}, {90, 50}, {70, 120}}));
    }
    void theKeyboardMakesALasso()
    {
        Desk desk;
        desk.canvas.setTool(ToolKind::Lasso);
        desk.key(Qt::Key_Up);
        desk.key(Qt::Key_Space);
        desk.walk(4, 0);
        desk.walk(0, 4);
        desk.walk(-4, 0);
        desk.key(Qt::Key_Return);
        QCOMPARE(desk.proposals.size(), 1);
        QCOMPARE(areaOf(desk.proposals[0]), 1600.0);
    }
    void aDabIsADisc()
    {
        Desk desk;
        desk.canvas.setTool(ToolKind::Brush);
        desk.canvas.setBrushDiameter(30);
        desk.click({100, 100});
        QCOMPARE(desk.proposals.size(), 1);
        qint64 expected = 0;
        for (int y = 0; y < 300; ++y)
            for (int x = 0; x < 400; ++x)
                expected += std::hypot(x + 0.5 - 100, y + 0.5 - 100) <= 15;
        QCOMPARE(pixels(desk.proposals[0]), expected);
        const auto runs = std::get<MaskRuns>(desk.proposals[0]);
        quint64 sum = 0;
        for (const std::uint32_t count : runs.counts)
            sum += count;
        QCOMPARE(sum, quint64(400 * 300));
    }
    void aStrokeOnAMaskIsOneChange()
    {
        Desk desk;
        desk.canvas.setTool(ToolKind::Brush);
        desk.canvas.setBrushDiameter(20);
        desk.drag({{100, 100}, {150, 100}, {200, 100}});
        QCOMPARE(desk.proposals.size(), 1);
        const qint64 before = pixels(desk.proposals[0]);
        desk.drag({{150, 60}, {150, 140}});
        QCOMPARE(desk.proposals.size(), 1);
        QCOMPARE(desk.changes.size(), 1);
        QVERIFY(pixels(desk.changes[0]) > before + 20 * 50);
        desk.canvas.setTool(ToolKind::Eraser);
        desk.drag({{150, 60}, {150, 140}});
        QCOMPARE(desk.changes.size(), 2);
        QVERIFY(pixels(desk.changes[1]) < before - 20 * 15);
        desk.canvas.setBrushDiameter(100);
        desk.drag({{60, 100}, {240, 100}}); // all of it
        QCOMPARE(desk.removals, 1);
        QCOMPARE(desk.changes.size(), 2);
    }
    void undoTakesDabsBackFirst()
    {
        Desk desk;
        desk.canvas.setTool(ToolKind::Brush);
        desk.canvas.setBrushDiameter(10);
        desk.press({50, 50});
        QList<QImage> shots;
        for (int x = 60; x <= 200; x += 20) {
            desk.move({x, 50 + x % 40});
            shots << desk.canvas.grab().toImage();
        }
        desk.canvas.undoInside();
        desk.canvas.undoInside();
        QVERIFY(desk.canvas.isMaking());
        desk.release({200, 50});
        const auto left = std::get<MaskRuns>(desk.proposals.value(0));
        MaskBits expected(QSize(400, 300));
        QPointF from(50, 50);
        expected.stroke(from, from, 10, true);
        for (int x = 60; x <= 160; x += 20) {
            const QPointF to(x, 50 + x % 40);
            expected.stroke(from, to, 10, true);
            from = to;
        }
        QVERIFY(MaskBits(left).count() <= expected.count());
        QVERIFY(MaskBits(left).count() > expected.count() / 2);
        desk.press({50, 250});
        QVERIFY(desk.canvas.undoInside());
        QVERIFY(!desk.canvas.isMaking());
        desk.release({50, 250});
        QCOMPARE(desk.changes.size(), 0);
    }
    void theEraserNeedsAMask()
    {
        Desk desk;
        desk.canvas.setTool(ToolKind::Eraser);
        desk.drag({{100, 100}, {150, 100}});
        QVERIFY(desk.proposals.isEmpty());
        QVERIFY(desk.canvas.hintText().contains("needs a mask"));
    }
    void theKeyboardPaintsAndErases()
    {
        Desk desk;
        desk.canvas.setTool(ToolKind::Brush);
        desk.canvas.setBrushDiameter(20);
        desk.key(Qt::Key_Up);
        desk.key(Qt::Key_Space); // down
        desk.walk(6, 0);
        desk.key(Qt::Key_Space); // up
        QCOMPARE(desk.proposals.size(), 1);
        MaskBits expected(QSize(400, 300));
        expected.stroke({200, 150}, {260, 150}, 20, true);
        QVERIFY(std::get<MaskRuns>(desk.proposals[0]) == expected.runs());
        desk.canvas.setTool(ToolKind::Eraser);
        desk.key(Qt::Key_Return);
        desk.key(Qt::Key_Return);
        expected.stroke({260, 150}, {260, 150}, 20, false);
        QVERIFY(std::get<MaskRuns>(desk.changes.value(0)) == expected.runs());
    }
    void theBrushShowsItsTrueSize()
    {
        Desk desk;
        desk.canvas.setTool(ToolKind::Brush);
        desk.canvas.setBrushDiameter(60);
        desk.move({200, 150});
        const QImage shot = desk.canvas.grab().toImage();
        const QColor plain(90, 120, 60);
        QVERIFY(shot.pixelColor(230, 150).lightness() > 150);
        QVERIFY(shot.pixelColor(170, 150).lightness() > 150);
        QCOMPARE(shot.pixelColor(215, 150), plain);
        QSignalSpy sizes(&desk.canvas, &RegionCanvas::brushChanged);
        desk.key(Qt::Key_Period);
        QCOMPARE(desk.canvas.brushDiameter(), 69.0);
        desk.key(Qt::Key_Comma, 2);
        QCOMPARE(desk.canvas.brushDiameter(), 52.0);
        QCOMPARE(sizes.count(), 3);
        desk.canvas.setBrushDiameter(1);
        desk.key(Qt::Key_Comma);
        QCOMPARE(desk.canvas.brushDiameter(), 1.0);
        desk.key(Qt::Key_Period);
        QCOMPARE(desk.canvas.brushDiameter(), 2.0);
    }
    void pointsBySight()
    {
        Desk desk;
        desk.canvas.setTool(ToolKind::Point);
        desk.click({120, 80});
        QCOMPARE(desk.proposals, QList<Shape>{QPointF(120, 80)});
        desk.key(Qt::Key_Left);
        desk.walk(1, 0);
        desk.key(Qt::Key_Return);
        QCOMPARE(desk.proposals.size(), 2);
    }
    void regionsAreSelectedMovedAndReshaped()
    {
        Desk desk;
        const QUuid box = desk.add(QRectF(50, 50, 60, 40));
        const QUuid polygon = desk.add(QPolygonF{{200, 100}, {280, 100}, {280, 180}});
        QSignalSpy selected(&desk.canvas, &RegionCanvas::selected);
        desk.click({80, 70});
        QCOMPARE(selected.takeFirst()[0].toUuid(), box);
        QVERIFY(desk.changes.isEmpty());
        desk.drag({{80, 70}, {90, 75}, {100, 85}});
        QVERIFY(desk.changes.last() == Shape(QRectF(70, 65, 60, 40)));
        desk.drag({{80, 75}, {-200, 75}}); // stays inside
        QVERIFY(desk.changes.last() == Shape(QRectF(0, 65, 60, 40)));
        desk.drag({{60, 105}, {90, 125}}); // its lower right corner
        QVERIFY(desk.changes.last() == Shape(QRectF(0, 65, 90, 60)));
        desk.drag({{90, 95}, {70, 10}}); // its right edge
        QVERIFY(desk.changes.last() == Shape(QRectF(0, 65, 70, 60)));
        desk.click({270, 120});
        QCOMPARE(desk.canvas.currentRegion(), polygon);
        desk.drag({{280, 180}, {300, 220}});
        QVERIFY(desk.changes.last() == Shape(QPolygonF{{200, 100}, {280, 100}, {300, 220}}));
        QTest::mouseDClick(&desk.canvas, Qt::LeftButton, {}, {240, 100});
        QCOMPARE(std::get<QPolygonF>(desk.changes.last()).size(), 4);
        desk.click({240, 100});
        desk.key(Qt::Key_Backspace); // the point that was pressed last
        QCOMPARE(std::get<QPolygonF>(desk.changes.last()).size(), 3);
        desk.key(Qt::Key_Delete);
        QCOMPARE(desk.removals, 1);
        desk.click({390, 290});
        QVERIFY(desk.canvas.currentRegion().isNull());
    }
    void panningPaintsWhatAFreshViewPaints()
    {
        Desk desk;
        for (int i = 0; i < 40; ++i)
            desk.add(i % 2 ? Shape(QRectF(i * 9, i * 6, 40, 30))
                           : Shape(QPolygonF{{i * 9.0, 20}, {i * 9.0 + 30, 90}, {i * 9.0, 170}}));
        ViewState& state = *desk.canvas.viewState();
        state.setView(4, {0.4, 0.4});
        desk.canvas.grab();
        for (const QPointF& centre : {QPointF(0.43, 0.42), {0.3, 0.44}, {0.31, 0.2}, {0.9, 0.9}}) {
            state.setView(4, centre);
            const QImage moved = desk.canvas.grab().toImage();
            desk.canvas.setRegion(desk.canvas.regionLayer().regions().last()); // forgets
            const QImage fresh = desk.canvas.grab().toImage();
            for (int y = 0; y < fresh.height(); ++y)
                for (int x = 0; x < fresh.width(); ++x)
                    QVERIFY(std::abs(qGray(moved.pixel(x, y)) - qGray(fresh.pixel(x, y))) < 4);
        }
    }
    void aMoveInTheMakingCanBeDropped()
    {
        Desk desk;
        desk.add(QRectF(50, 50, 60, 40));
        const QImage before = desk.canvas.grab().toImage();
        for (const bool byUndo : {true, false}) {
            desk.press({80, 70});
            desk.move({180, 170});
            QVERIFY(desk.canvas.isMaking());
            QVERIFY(desk.canvas.grab().toImage() != before);
            if (byUndo)
                QVERIFY(desk.canvas.undoInside());
            else
                desk.key(Qt::Key_Escape);
            desk.release({180, 170});
        }
        QVERIFY(desk.changes.isEmpty());
    }
    void theKeyboardMovesARegion()
    {
        Desk desk;
        const QUuid box = desk.add(QRectF(180, 130, 40, 40));
        desk.key(Qt::Key_Up); // 200, 150
        desk.key(Qt::Key_Return);
        QCOMPARE(desk.canvas.currentRegion(), box);
        desk.walk(3, 2);
        desk.key(Qt::Key_Return);
        QCOMPARE(desk.changes, QList<Shape>{QRectF(210, 150, 40, 40)});
    }
    void aMaskMovesByWholePixels()
    {
        Desk desk;
        MaskBits bits(QSize(400, 300));
        bits.stroke({100, 100}, {140, 100}, 24, true);
        desk.add(bits.runs());
        desk.drag({{120, 100}, {160, 130}});
        QVERIFY(std::get<MaskRuns>(desk.changes.value(0)) == bits.moved({40, 30}).runs());
    }
    void lockedRegionsStay()
    {
        Desk desk;
        Region locked{.id = QUuid::createUuid(), .shape = QRectF(50, 50, 60, 40), .fixed = true};
        desk.canvas.setRegion(locked);
        desk.drag({{80, 70}, {150, 90}});
        QCOMPARE(desk.canvas.currentRegion(), locked.id);
        desk.key(Qt::Key_Delete);
        QVERIFY(desk.changes.isEmpty() && desk.removals == 0);
        desk.canvas.setEditable(false);
        desk.canvas.setTool(ToolKind::Box);
        desk.drag({{200, 100}, {300, 200}});
        QVERIFY(desk.proposals.isEmpty());
    }
    void spacePansAndATapTakesTheHand()
    {
        Desk desk;
        desk.canvas.setTool(ToolKind::Box);
        desk.canvas.viewState()->setView(2, {0.5, 0.5});
        QTest::keyPress(&desk.canvas, Qt::Key_Space);
        desk.drag({{200, 150}, {260, 150}});
        QTest::keyRelease(&desk.canvas, Qt::Key_Space);
        QVERIFY(desk.canvas.viewState()->centre().x() < 0.45);
        QVERIFY(desk.proposals.isEmpty());
        QCOMPARE(desk.canvas.tool(), ToolKind::Box);
        desk.key(Qt::Key_Space);
        QCOMPARE(desk.canvas.tool(), ToolKind::Select);
        const double before = desk.canvas.viewState()->centre().x();
        desk.drag({{200, 150}, {230, 150}}); // nothing there: the hand pans
        QVERIFY(desk.canvas.viewState()->centre().x() < before);
    }
    void everyStepIsSpoken()
    {
        Desk desk;
        desk.canvas.setTool(ToolKind::Box);
        QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(&desk.canvas);
        QVERIFY(spoken);
        desk.key(Qt::Key_Right);
        QCOMPARE(spoken->text(QAccessible::Value), QString("x 200, y 150"));
        desk.key(Qt::Key_Return);
        QVERIFY(spoken->text(QAccessible::Value).startsWith("Box: first corner"));
        desk.walk(3, 3);
        desk.key(Qt::Key_Return);
        QVERIFY(spoken->text(QAccessible::Value).startsWith("box, 30 × 30 px, 900 px² made"));
        desk.walk(-1, -1);
        QVERIFY(spoken->text(QAccessible::Value).contains("claims 1"));
    }
    void aToolMayBeChangedWhileItIsAtWork()
    {
        Desk desk;
        desk.canvas.setTool(ToolKind::Box);
        QObject::connect(&desk.canvas, &RegionCanvas::proposed, &desk.canvas,
                         [&] { desk.canvas.setTool(ToolKind::Select); });
        desk.drag({{50, 60}, {150, 110}});
        QCOMPARE(desk.canvas.tool(), ToolKind::Select);
        QCOMPARE(desk.proposals.size(), 1);
    }
    void theColumnNamesItsTools()
    {
        ToolColumn column;
        QCOMPARE(column.width(), 44);
        QSignalSpy chosen(&column, &ToolColumn::toolChosen),
            mask(&column, &ToolColumn::panelMaskAsked);
        column.button(ToolKind::Lasso)->click();
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(column.tool(), ToolKind::Lasso);
        column.panelMaskButton()->click();
        QCOMPARE(mask.count(), 1);
        QCOMPARE(column.tool(), ToolKind::Lasso);
        QCOMPARE(column.button(ToolKind::Box)->toolTip(), QString("Box (B)"));
        column.setPanelMaskAvailable(false, "after the lock");
        QCOMPARE(column.panelMaskButton()->toolTip(),
                 QString("Mask of a panel (M): after the lock"));
        column.setEditable(false);
        QVERIFY(!column.button(ToolKind::Brush)->isEnabled());
        QVERIFY(column.button(ToolKind::Select)->isEnabled());
    }
};

QTEST_MAIN(TestRegionCanvas)
#include "tst_region_canvas.moc"
