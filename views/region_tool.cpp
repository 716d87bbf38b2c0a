// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/region_tool.h"

#include "views/device_space.h"
#include "views/region_tools.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

namespace views {

std::unique_ptr<RegionTool> makeTool(ToolKind kind, ToolHost& host)
{
    switch (kind) {
    case ToolKind::Box: return makeBoxTool(host);
    case ToolKind::Polygon: return makePolygonTool(host);
    case ToolKind::Lasso: return makeLassoTool(host);
    case ToolKind::Brush: return makeBrushTool(host, false);
    case ToolKind::Eraser: return makeBrushTool(host, true);
    case ToolKind::Point: return makePointTool(host);
    case ToolKind::Select: break;
    }
    return makeSelectTool(host);
}

QString nameOf(ToolKind kind)
{
    static constexpr std::array names = {"Select and move", "Box",    "Polygon", "Lasso",
                                         "Brush",           "Eraser", "Point"};
    return names[std::size_t(kind)];
}

QPointF onEightDirections(QPointF from, QPointF to)
{
    constexpr double step = std::numbers::pi / 4;
    const QPointF way = to - from;
    const double angle = std::round(std::atan2(way.y(), way.x()) / step) * step;
    const QPointF direction(std::cos(angle), std::sin(angle));
    return from + direction * QPointF::dotProduct(way, direction);
}

QPointF squareCorner(QPointF from, QPointF to, QSize image)
{
    const bool right = to.x() >= from.x(), down = to.y() >= from.y();
    const double side = std::min(
        {std::max(std::abs(to.x() - from.x()), std::abs(to.y() - from.y())),
         right ? image.width() - from.x() : from.x(), down ? image.height() - from.y() : from.y()});
    return from + QPointF(right ? side : -side, down ? side : -side);
}

void paintMaking(QPainter& painter, const Surface& surface, const QPolygonF& line,
                 const QPolygonF& corners)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (const auto& [ink, width] :
         {std::pair(onImage::casing, 4.0), std::pair(Theme::dark().accent, 2.0)}) {
        painter.setPen(QPen(ink, surface.px(width), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(line);
    }
    painter.restore();
    const DeviceSpace device(painter, surface);
    const double half = device.whole(8) / 2, casing = device.whole(1);
    for (const QPointF& corner : device.polygon(corners)) {
        const QPointF place(std::round(corner.x()), std::round(corner.y()));
        const QRectF square(place - QPointF(half, half), QSizeF(2 * half, 2 * half));
        painter.fillRect(square.adjusted(-casing, -casing, casing, casing), onImage::casing);
        painter.fillRect(square, onImage::line);
    }
}

} // namespace views
