// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mask_bits.h"
#include "views/region_canvas.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iostream>
#include <numbers>
#include <random>

/// How fluent a canvas is with thousands of regions on a picture of 3840 x 2160: bench_regions.
/// Prints one JSON line a job with its budget beside it; QT_SCALE_FACTOR=2 measures at 2x.

using namespace views;

namespace {

constexpr QSize picture(3840, 2160), view(1170, 640);
constexpr double frameMs = 1000.0 / 60;

QImage photo()
{
    QImage image(picture, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            image.setPixel(x, y, qRgb(x * 31 & 255, y * 17 & 255, (x ^ y) & 255));
    return image;
}

QPolygonF blob(std::mt19937& random, int points, double radius)
{
    const auto share = [&random] { return random() / 4294967296.0; };
    const QPointF centre(radius + share() * (picture.width() - 2 * radius),
                         radius + share() * (picture.height() - 2 * radius));
    QPolygonF polygon;
    for (int i = 0; i < points; ++i) {
        const double angle = 2 * std::numbers::pi * i / points;
        polygon << centre
                + QPointF(std::cos(angle), std::sin(angle)) * radius * (0.6 + 0.4 * share());
    }
    return polygon;
}

QList<Region> polygons(int count)
{
    std::mt19937 random(7);
    QList<Region> regions;
    for (int i = 0; i < count; ++i)
        regions << Region{.id = QUuid::createUuid(),
                          .shape = blob(random, 20, 70),
                          .numbers = {QString::number(i % 40 + 1)},
                          .label = "polygon"};
    return regions;
}

QList<Region> masks(int count)
{
    std::mt19937 random(11);
    QList<Region> regions;
    for (int i = 0; i < count; ++i) {
        MaskBits bits(picture);
        const QPolygonF path = blob(random, 12, 120);
        for (qsizetype at = 1; at < path.size(); ++at)
            bits.stroke(path[at - 1], path[at], 40, true);
        regions << Region{.id = QUuid::createUuid(), .shape = bits.runs(), .numbers = {"1"}};
    }
    return regions;
}

void print(const std::string& job, double budgetMs, std::vector<double> ms)
{
    std::ranges::sort(ms);
    std::cout << R"({"workload": ")" << job << R"(", "median_ms": )" << ms[ms.size() / 2]
              << R"(, "p95_ms": )" << ms[ms.size() * 95 / 100] << R"(, "max_ms": )" << ms.back()
              << R"(, "budget_ms": )" << budgetMs << R"(, "n": )" << ms.size() << "}" << std::endl;
}

std::vector<double> timed(int times, const std::function<void(int)>& act)
{
    std::vector<double> ms;
    for (int i = 0; i < times + 3; ++i) {
        QElapsedTimer timer;
        timer.start();
        act(i);
        if (i >= 3) // the first ones warm up
            ms.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    return ms;
}

void panAndZoom(RegionCanvas& canvas, const std::string& what)
{
    ViewState& state = *canvas.viewState();
    for (const double zoom : {1.0, 2.0, 6.0}) {
        state.setView(zoom, {0.3, 0.5});
        canvas.repaint();
        print("pan-" + what + "-zoom-" + std::to_string(int(zoom)), frameMs, timed(60, [&](int i) {
                  state.setView(zoom, {0.3 + i * 0.002, 0.5 + 0.001 * (i % 2)});
                  canvas.repaint();
              }));
    }
    print("zoom-" + what, frameMs, timed(60, [&](int i) {
              state.setView(1 + 0.03 * i, {0.5, 0.5});
              canvas.repaint();
          }));
    state.fit();
    canvas.repaint();
}

void move(RegionCanvas& canvas, QEvent::Type type, QPointF at)
{
    const auto button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
    QMouseEvent event(type, at, canvas.mapToGlobal(at), button, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&canvas, &event);
}

void paint(RegionCanvas& canvas, double zoom, double diameter)
{
    canvas.viewState()->setView(zoom, {0.5, 0.5});
    canvas.setTool(ToolKind::Brush);
    canvas.setBrushDiameter(diameter);
    move(canvas, QEvent::MouseButtonPress, {200, 200});
    QCoreApplication::processEvents();
    print("dab-" + std::to_string(int(diameter)) + "-zoom-" + std::to_string(int(zoom)), 8,
          timed(120, [&](int i) {
              move(canvas, QEvent::MouseMove, {200 + 5.0 * i, 300 + 60 * std::sin(i / 5.0)});
              QCoreApplication::processEvents(); // the picture is on the screen
          }));
    print("undo-dab-" + std::to_string(int(diameter)), frameMs, timed(1, [&](int) {
              canvas.undoInside();
              QCoreApplication::processEvents();
          }));
    QElapsedTimer timer;
    timer.start();
    move(canvas, QEvent::MouseButtonRelease, {700, 300});
    print("stroke-end-" + std::to_string(int(diameter)), frameMs,
          {double(timer.nsecsElapsed()) / 1e6});
}

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    setScheme(Scheme::Dark);
    RegionCanvas canvas;
    canvas.resize(view);
    canvas.setImage(photo());
    canvas.show();
    QCoreApplication::processEvents();

    panAndZoom(canvas, "photo-alone");
    const QList<Region> many = polygons(2000);
    canvas.setRegions(many);
    panAndZoom(canvas, "2000-polygons");
    canvas.setCurrentRegion(many[1000].id);
    print("hover-2000-polygons", frameMs, timed(200, [&](int i) {
              move(canvas, QEvent::MouseMove, {100.0 + 5 * i, 300});
              QCoreApplication::processEvents();
          }));
    print("set-region-of-2000", frameMs, timed(30, [&](int i) {
              Region moved = many[1000];
              moved.shape = std::get<QPolygonF>(moved.shape).translated(i, 0);
              canvas.setRegion(moved);
              QCoreApplication::processEvents();
          }));
    print("set-1000-masks", 1000, timed(1, [all = masks(1000), &canvas](int) {
              canvas.setRegions({});
              canvas.setRegions(all);
              canvas.repaint();
          }));
    panAndZoom(canvas, "1000-masks");
    canvas.setRegions(many);
    canvas.setCurrentRegion({});
    for (const double diameter : {40.0, 200.0, 600.0})
        for (const double zoom : {1.0, 4.0})
            paint(canvas, zoom, diameter);
}
