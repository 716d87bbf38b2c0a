// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/hatch.h"

#include "views/theme.h"

#include <QLineF>
#include <QPainter>
#include <QPolygonF>
#include <QVarLengthArray>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace views {
namespace {

constexpr QRgb okabeIto[] = {0xFFE69F00, 0xFF56B4E9, 0xFFF0E442, 0xFFCC79A7,
                             0xFF009E73, 0xFFD55E00, 0xFF0072B2};
constexpr int maskKinds = 7;
constexpr double maskAlpha = 0.22, maskLineAlpha = 0.5, maskPitch = 8;

// The parts of one line that lie in the area: pairs of crossings with its edges. A corner counts
// with the side it is on, so that a line through it crosses once or twice, never in between.
void addParts(QList<QLineF>& parts, const QList<QPolygonF>& edges, QPointF foot, QPointF along,
              QPointF normal)
{
    QVarLengthArray<double, 64> crossings;
    const double at = QPointF::dotProduct(foot, normal);
    for (const QPolygonF& polygon : edges)
        for (qsizetype i = 0; i < polygon.size(); ++i) {
            const QPointF a = polygon[i], b = polygon[(i + 1) % polygon.size()];
            const double da = QPointF::dotProduct(a, normal) - at;
            const double db = QPointF::dotProduct(b, normal) - at;
            if ((da < 0) != (db < 0))
                crossings << QPointF::dotProduct(a + (b - a) * (da / (da - db)) - foot, along);
        }
    std::ranges::sort(crossings);
    for (qsizetype i = 0; i + 1 < crossings.size(); i += 2)
        if (crossings[i + 1] > crossings[i])
            parts << QLineF(foot + along * crossings[i], foot + along * crossings[i + 1]);
}

// All lines of one direction within the area.
QList<QLineF> linesWithin(const QList<QPolygonF>& edges, const QRectF& box, double degrees,
                          double pitch, QPointF origin)
{
    const double angle = degrees * std::numbers::pi / 180;
    if (std::fmod(degrees, 90) != 0) // a pitch is counted along a row or a column of pixels
        pitch /= std::numbers::sqrt2;
    const QPointF along(std::cos(angle), -std::sin(angle)),
        normal(std::sin(angle), std::cos(angle));
    const double reach = std::hypot(box.width(), box.height()) / 2;
    const double middle = QPointF::dotProduct(box.center() - origin, normal);
    QList<QLineF> parts;
    for (double k = std::ceil((middle - reach) / pitch); k * pitch <= middle + reach; ++k)
        addParts(parts, edges, origin + normal * (k * pitch), along, normal);
    return parts;
}

// Dots, or the squares of a chess board, whose middles lie in the area.
QPainterPath spotsWithin(const QPainterPath& area, const QRectF& box, double pitch, double dot,
                         QPointF origin)
{
    const auto first = [pitch](double low, double zero) {
        return zero + std::floor((low - zero) / pitch) * pitch;
    };
    QPainterPath spots;
    const auto add = [&](const QRectF& spot) {
        if (!area.contains(spot.center()))
            return;
        if (dot > 0)
            spots.addEllipse(spot.center(), dot, dot);
        else
            spots.addRect(spot);
    };
    const QSizeF half(pitch / 2, pitch / 2);
    for (double y = first(box.top(), origin.y()); y < box.bottom(); y += pitch)
        for (double x = first(box.left(), origin.x()); x < box.right(); x += pitch) {
            add({QPointF(x, y), half});
            add({QPointF(x + pitch / 2, y + pitch / 2), half});
        }
    return spots;
}

QList<double> directions(Hatch::Pattern pattern)
{
    switch (pattern) {
    case Hatch::Pattern::Lines45: return {45};
    case Hatch::Pattern::Lines135: return {135};
    case Hatch::Pattern::Lines0: return {0};
    case Hatch::Pattern::Lines90: return {90};
    case Hatch::Pattern::Cross: return {45, 135};
    case Hatch::Pattern::Dots:
    case Hatch::Pattern::Checks: return {};
    }
    return {};
}

} // namespace

void paintHatch(QPainter& painter, const QPainterPath& area, const Hatch& hatch,
                const HatchFrame& frame)
{
    const QRectF box =
        frame.limits.isNull() ? area.boundingRect() : area.boundingRect() & frame.limits;
    if (box.isEmpty() || hatch.pitch <= 0)
        return;
    const double pitch = hatch.pitch * frame.viewPx, width = hatch.width * frame.viewPx;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(hatch.colour, width, Qt::SolidLine, Qt::FlatCap));
    const QList<QPolygonF> edges = area.toSubpathPolygons();
    for (const double degrees : directions(hatch.pattern))
        painter.drawLines(linesWithin(edges, box, degrees, pitch, frame.origin));
    if (hatch.pattern == Hatch::Pattern::Dots)
        painter.fillPath(spotsWithin(area, box, pitch, width, frame.origin), hatch.colour);
    if (hatch.pattern == Hatch::Pattern::Checks)
        painter.fillPath(spotsWithin(area, box, pitch, 0, frame.origin), hatch.colour);
    painter.restore();
}

void paintNullHatch(QPainter& painter, const QPainterPath& area, const HatchFrame& frame)
{
    painter.fillPath(area, onImage::nullDim);
    paintHatch(
        painter, area,
        {Hatch::Pattern::Lines135, onImage::nullPitch, onImage::nullWidth, onImage::nullHatch},
        frame);
}

void paintNanHatch(QPainter& painter, const QPainterPath& area, const HatchFrame& frame)
{
    painter.fillPath(area, onImage::nanGround);
    paintHatch(painter, area,
               {Hatch::Pattern::Cross, onImage::nanPitch, onImage::nanWidth, onImage::nanHatch},
               frame);
}

QColor maskColour(int number)
{
    return QColor::fromRgb(okabeIto[((number % maskKinds) + maskKinds) % maskKinds]);
}

Hatch::Pattern maskPattern(int number)
{
    return Hatch::Pattern(((number % maskKinds) + maskKinds) % maskKinds);
}

void paintMaskFill(QPainter& painter, const QPainterPath& area, int number, const HatchFrame& frame)
{
    QColor ground = maskColour(number), ink = ground;
    ground.setAlphaF(maskAlpha);
    ink.setAlphaF(maskLineAlpha);
    painter.fillPath(area, ground);
    paintHatch(painter, area, {maskPattern(number), maskPitch, 1, ink}, frame);
}

} // namespace views
