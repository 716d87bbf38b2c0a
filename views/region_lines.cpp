// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/region_lines.h"

#include "views/device_space.h"
#include "views/outline_raster.h"
#include "views/region_item.h"

#include <QPainter>
#include <QRegion>

#include <cmath>
#include <numbers>

namespace views {
namespace {

constexpr double tolerancePx = 0.4; // device pixels, of a coarser outline
constexpr double lineReach = 4;     // of a line in its casing, view pixels

QPolygonF ring(QPointF centre, double radius)
{
    constexpr int corners = 24;
    QPolygonF circle;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * std::numbers::pi * i / corners;
        circle << centre + QPointF(std::cos(angle), std::sin(angle)) * radius;
    }
    return circle;
}

QList<QPolygonF> outlinesOf(const RegionItem& item, const Surface& surface, double tolerance)
{
    const auto* point = std::get_if<QPointF>(&item.shape());
    return point ? QList<QPolygonF>{ring(*point, surface.px(RegionLines::pointRadius))}
                 : item.outlines(tolerance);
}

void paintPart(QPainter& painter, const DeviceSpace& device, const Surface& surface,
               const QRect& part, const std::vector<const RegionItem*>& items, const QColor& colour)
{
    OutlineRaster raster(part, device.viewPx());
    const double tolerance = surface.px(tolerancePx / surface.deviceRatio);
    for (const RegionItem* item : items) {
        if (const auto* box = std::get_if<QRectF>(&item->shape())) {
            const QRectF snapped = device.rect(*box);
            raster.add({snapped.topLeft(), snapped.topRight(), snapped.bottomRight(),
                        snapped.bottomLeft()});
            continue;
        }
        for (const QPolygonF& outline : outlinesOf(*item, surface, tolerance))
            raster.add(device.polygon(outline));
    }
    raster.draw(painter, colour);
}

QRect shownPart(const DeviceSpace& device)
{
    const int edge = int(device.whole(lineReach));
    return device.visible().toAlignedRect().adjusted(-edge, -edge, edge, edge);
}

bool isWhole(QPointF offset)
{
    return offset == QPointF(offset.toPoint());
}

} // namespace

void RegionLines::forget()
{
    m_picture = {};
}

void RegionLines::paint(QPainter& painter, const Surface& surface,
                        const std::vector<const RegionItem*>& items, const QColor& colour)
{
    if (surface.vector) {
        for (const RegionItem* item : items)
            for (const QPolygonF& outline : outlinesOf(*item, surface, 0))
                mark::outline(painter, surface, outline, colour);
        return;
    }
    const DeviceSpace device(painter, surface);
    const double reach = surface.px(pointRadius + lineReach);
    QRectF wanted;
    for (const RegionItem* item : items)
        wanted |= item->bounds().adjusted(-reach, -reach, reach, reach);
    const QRectF near = wanted & surface.visible.adjusted(-reach, -reach, reach, reach);
    paintPart(painter, device, surface, device.rect(near).toAlignedRect() & shownPart(device),
              items, colour);
}

void RegionLines::paint(QPainter& painter, const Surface& surface, const Items& items)
{
    const double reach = surface.px(pointRadius + lineReach);
    const auto reaching = [&](const QRectF& part) {
        return items(part.adjusted(-reach, -reach, reach, reach));
    };
    if (surface.vector) {
        paint(painter, surface, reaching(surface.visible), onImage::line);
        return;
    }
    const QTransform toDevice = painter.deviceTransform();
    const QPointF moved(toDevice.dx() - m_toDevice.dx(), toDevice.dy() - m_toDevice.dy());
    const DeviceSpace device(painter, surface);
    const QRect place = shownPart(device);
    QImage picture(place.size(), QImage::Format_ARGB32_Premultiplied);
    picture.fill(Qt::transparent);
    QPainter into(&picture);
    into.translate(-place.topLeft());
    QRegion open(place);
    if (!m_picture.isNull() && toDevice.m11() == m_toDevice.m11()
        && toDevice.m22() == m_toDevice.m22() && isWhole(moved)) {
        const QRect kept = m_place.translated(moved.toPoint());
        into.setCompositionMode(QPainter::CompositionMode_Source);
        into.drawImage(kept.topLeft(), m_picture);
        into.setCompositionMode(QPainter::CompositionMode_SourceOver);
        open -= kept;
    }
    const QTransform toImage = toDevice.inverted();
    for (const QRect& part : open)
        paintPart(into, device, surface, part, reaching(toImage.mapRect(QRectF(part))),
                  onImage::line);
    into.end();
    painter.drawImage(place.topLeft(), picture);
    m_picture = picture;
    m_place = place;
    m_toDevice = toDevice;
}

} // namespace views
