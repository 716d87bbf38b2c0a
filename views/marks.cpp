// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/marks.h"

#include "views/hatch.h"

#include <QPainter>
#include <QPainterPath>
#include <QWidget>

#include <algorithm>

namespace views {

void paintCross(QPainter& painter, QPointF centre, double size, const QColor& colour)
{
    const QPointF down(size / 2, size / 2), up(size / 2, -size / 2);
    painter.setPen(QPen(colour, 1.75, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(centre - down, centre + down);
    painter.drawLine(centre - up, centre + up);
}

void paintWave(QPainter& painter, double left, double right, double y, const QColor& colour)
{
    QPainterPath wave({left, y});
    bool low = false;
    for (double x = left + 4; x <= right; x += 4, low = !low)
        wave.lineTo(x, low ? y : y + 3);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 1.7, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    painter.drawPath(wave);
}

void paintCaution(QPainter& painter, QPointF centre, double size, const QColor& colour)
{
    const double half = size / 2, height = size * 0.9;
    const QPointF top = centre - QPointF(0, height / 2);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, size / 9, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolygon(QPolygonF{top, top + QPointF(half, height), top + QPointF(-half, height)});
    painter.drawLine(top + QPointF(0, height * .38), top + QPointF(0, height * .64));
    painter.drawPoint(top + QPointF(0, height * .82));
}

void paintDots(QPainter& painter, double left, double right, double y, const QColor& colour)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    for (double x = left + 1; x + 1 <= right; x += 4)
        painter.drawEllipse(QPointF(x, y), 1, 1);
}

void paintBand(QPainter& painter, const QRectF& area, const QColor& colour, double pitch)
{
    QPainterPath path;
    path.addRect(area);
    paintHatch(painter, path, {.pitch = pitch, .width = 1, .colour = colour});
}

bool hasKeyboardFocus(const QWidget* widget)
{
    return widget->hasFocus() && widget->window()->testAttribute(Qt::WA_KeyboardFocusChange);
}

void paintFocusRing(QPainter& painter, const QRectF& around, const Theme& theme)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.accent, 2));
    painter.drawRoundedRect(around.adjusted(-2, -2, 2, 2), metric::radiusControl,
                            metric::radiusControl);
}

double paintKey(QPainter& painter, double right, double middle, const QString& key,
                const QColor& ink, const QColor& outline)
{
    painter.setFont(studioFont(type::small));
    const double width = std::max(18.0, painter.fontMetrics().horizontalAdvance(key) + 10.0);
    const QRectF plate(right - width, middle - 8.5, width, 17);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(outline, 1));
    painter.drawRoundedRect(plate.adjusted(.5, .5, -.5, -.5), 3, 3);
    painter.setPen(ink);
    painter.drawText(plate, Qt::AlignCenter, key);
    return width;
}

QColor chipOutline(const QColor& ground, const Theme& theme)
{
    QColor line = theme.text;
    line.setAlphaF(ground.lightnessF() < 0.35 ? 0.35f : 0.15f);
    return line;
}

} // namespace views
