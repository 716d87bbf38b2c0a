// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/region_plates.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace views {
namespace {

constexpr double chipHeight = 18, chipMin = 18, chipPadding = 5, labelPadding = 6, gap = 4;
constexpr double cell = 12;
constexpr qsizetype mostPlates = 4096;

double chipWidth(const QString& number, const QFont& font)
{
    QFont bold = font;
    bold.setWeight(QFont::DemiBold);
    return std::max(chipMin,
                    std::ceil(QFontMetricsF(bold).horizontalAdvance(number)) + 2 * chipPadding);
}

double labelWidth(const QString& label, const QFont& font)
{
    return std::ceil(QFontMetricsF(font).horizontalAdvance(label)) + 2 * labelPadding;
}

void paintPlate(QPainter& painter, const Region& region, const QFont& font, bool current,
                bool withLabel)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    double x = 0;
    QFont bold = font;
    bold.setWeight(QFont::DemiBold);
    for (const QString& number : region.numbers) {
        const QRectF chip(x, 0, chipWidth(number, font), chipHeight);
        painter.setPen(Qt::NoPen);
        painter.setBrush(onImage::plate);
        painter.drawRoundedRect(chip, metric::radiusMark, metric::radiusMark);
        painter.setBrush(current ? Theme::dark().accent : onImage::line);
        painter.drawRoundedRect(chip.adjusted(1, 1, -1, -1), metric::radiusMark,
                                metric::radiusMark);
        painter.setFont(bold);
        painter.setPen(Qt::black);
        painter.drawText(chip, Qt::AlignCenter, number);
        x = chip.right();
    }
    if (!withLabel || region.label.isEmpty())
        return;
    const QRectF plate(x, 0, labelWidth(region.label, font), chipHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(onImage::plate);
    painter.drawRoundedRect(plate, metric::radiusMark, metric::radiusMark);
    painter.setFont(font);
    painter.setPen(onImage::plateText);
    painter.drawText(plate, Qt::AlignCenter, region.label);
}

QSizeF sizeOf(const Region& region, const QFont& font, bool withLabel)
{
    double width = 0;
    for (const QString& number : region.numbers)
        width += chipWidth(number, font);
    if (withLabel && !region.label.isEmpty())
        width += labelWidth(region.label, font);
    return width > 0 ? QSizeF(width, chipHeight) : QSizeF(0, 0);
}

} // namespace

void RegionPlates::begin(const Surface& surface)
{
    const double ratio = surface.vector ? 0 : surface.deviceRatio;
    if (m_platesRatio != ratio || m_surface.font != surface.font || m_plates.size() > mostPlates)
        m_plates.clear();
    m_platesRatio = ratio;
    m_surface = surface;
    m_taken.clear();
}

const RegionPlates::Plate& RegionPlates::plateOf(const Region& region, bool current, bool withLabel)
{
    const QString key = region.numbers.join('\x1f') + (current ? "\x1e*" : "\x1e")
        + (withLabel ? region.label : QString());
    const auto found = m_plates.constFind(key);
    if (found != m_plates.constEnd())
        return *found;
    Plate plate{sizeOf(region, m_surface.font, withLabel), {}};
    if (!plate.size.isEmpty() && !m_surface.vector) {
        const QSizeF size = plate.size * m_surface.deviceRatio;
        plate.picture = QImage(int(std::ceil(size.width())), int(std::ceil(size.height())),
                               QImage::Format_ARGB32_Premultiplied);
        plate.picture.setDevicePixelRatio(m_surface.deviceRatio);
        plate.picture.fill(Qt::transparent);
        QPainter painter(&plate.picture);
        paintPlate(painter, region, m_surface.font, current, withLabel);
    }
    return *m_plates.insert(key, plate);
}

bool RegionPlates::take(const QRectF& place, bool force)
{
    QList<quint64> cells;
    for (int y = int(std::floor(place.top() / cell)); y * cell < place.bottom(); ++y)
        for (int x = int(std::floor(place.left() / cell)); x * cell < place.right(); ++x)
            cells << (quint64(quint32(y)) << 32 | quint32(x));
    const auto taken = [this](quint64 one) { return m_taken.contains(one); };
    if (!force && std::ranges::any_of(cells, taken))
        return false;
    for (const quint64 one : cells)
        m_taken.insert(one);
    return true;
}

bool RegionPlates::paint(QPainter& painter, const Region& region, const QRectF& bounds,
                         bool current, bool withLabel, bool force)
{
    const Plate& plate = plateOf(region, current, withLabel);
    const QSizeF size = plate.size;
    if (size.isEmpty())
        return true;
    const QRectF room(m_surface.visible.topLeft() * m_surface.scale,
                      m_surface.visible.size() * m_surface.scale);
    const QPointF corner = bounds.topLeft() * m_surface.scale - QPointF(0, size.height() + gap);
    const QPointF kept(std::max(room.left(), std::min(corner.x(), room.right() - size.width())),
                       std::max(room.top(), std::min(corner.y(), room.bottom() - size.height())));
    if (!take(QRectF(kept, size), force))
        return false;
    painter.save();
    mark::toViewPixels(painter, m_surface, kept / m_surface.scale);
    if (m_surface.vector)
        paintPlate(painter, region, m_surface.font, current, withLabel);
    else
        painter.drawImage(QPointF(), plate.picture);
    painter.restore();
    return true;
}

} // namespace views
