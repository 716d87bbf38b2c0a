// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/layer.h"

#include "views/device_space.h"

#include <QFontMetricsF>
#include <QPaintDevice>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace views::mark {
namespace {

constexpr double padding = 6, keyWidth = 3, gap = 5;

QSizeF plateSize(const QFont& font, const QString& text, const QString& value, bool key)
{
    const QFontMetricsF metrics(font);
    double width = 2 * padding + metrics.horizontalAdvance(text) + (key ? keyWidth : 0);
    if (!value.isEmpty())
        width += metrics.horizontalAdvance(value) + (text.isEmpty() ? 0 : gap);
    return {std::ceil(width), std::ceil(metrics.height()) + 3};
}

} // namespace

void toViewPixels(QPainter& painter, const Surface& surface, QPointF imagePx)
{
    painter.translate(imagePx);
    painter.scale(1 / surface.scale, 1 / surface.scale);
    if (surface.vector)
        return;
    // Half a device pixel off, letters blur and one-pixel frames turn into two grey ones.
    const QTransform now = painter.deviceTransform();
    const double ratio = std::max(1e-6, std::hypot(now.m11(), now.m12()));
    painter.translate((std::round(now.dx()) - now.dx()) / ratio,
                      (std::round(now.dy()) - now.dy()) / ratio);
}

void outline(QPainter& painter, const Surface& surface, const QPolygonF& polygon,
             const QColor& colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const double width = surface.px(2);
    for (const auto& [ink, wide] :
         {std::pair(onImage::casing, width + surface.px(2)), std::pair(colour, width)}) {
        painter.setPen(QPen(ink, wide, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
        painter.drawPolygon(polygon);
    }
    painter.restore();
}

void frame(QPainter& painter, const Surface& surface, const QRectF& rect, const QColor& colour)
{
    const DeviceSpace device(painter, surface);
    const QRectF outer = device.rect(rect);
    const double casing = device.whole(1), width = device.whole(2);
    const auto ring = [&](const QRectF& around, double wide, const QColor& ink) {
        QPainterPath path;
        path.addRect(around);
        path.addRect(around.adjusted(wide, wide, -wide, -wide));
        painter.fillPath(path, ink);
    };
    const double reach = casing + width;
    const QRectF whole = outer.adjusted(-reach, -reach, reach, reach);
    ring(whole, casing, onImage::casing);
    ring(whole.adjusted(casing, casing, -casing, -casing), width, colour);
    ring(outer, casing, onImage::casing);
}

QRectF plateRect(const Surface& surface, QPointF topLeft, const QString& text, const QString& value,
                 bool key)
{
    const QSizeF size = plateSize(surface.font, text, value, key) / surface.scale;
    const QRectF room = surface.visible;
    const double x = std::max(room.left(), std::min(topLeft.x(), room.right() - size.width()));
    const double y = std::max(room.top(), std::min(topLeft.y(), room.bottom() - size.height()));
    return {QPointF(x, y), size};
}

QRectF plate(QPainter& painter, const Surface& surface, QPointF topLeft, const QString& text,
             const QString& value, const QColor& key)
{
    const QRectF place = plateRect(surface, topLeft, text, value, key.isValid());
    painter.save();
    toViewPixels(painter, surface, place.topLeft());
    QRectF box(QPointF(), place.size() * surface.scale);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(onImage::plate);
    painter.drawRoundedRect(box, metric::radiusMark, metric::radiusMark);
    if (key.isValid()) {
        painter.fillRect(QRectF(0, 0, keyWidth, box.height()), key);
        box.setLeft(keyWidth);
    }
    painter.setFont(surface.font);
    painter.setPen(onImage::plateText);
    const QRectF inside = box.adjusted(padding, 0, -padding, 0);
    painter.drawText(inside, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, text);
    if (!value.isEmpty()) {
        painter.setPen(Theme::dark().text2);
        painter.drawText(inside, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, value);
    }
    painter.restore();
    return place;
}

} // namespace views::mark
