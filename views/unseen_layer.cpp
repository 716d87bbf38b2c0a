// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/unseen_layer.h"

#include "views/device_space.h"
#include "views/hatch.h"

#include <QPainter>
#include <QPainterPath>

namespace views {
namespace {

// Four rectangles: cutting one path out of another leaves slivers at edges that coincide.
QPainterPath around(const QRectF& all, const QRectF& hole)
{
    const QRectF seen = all & hole;
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    if (seen.isEmpty()) {
        path.addRect(all);
        return path;
    }
    for (const QRectF& part : {QRectF(all.topLeft(), QPointF(all.right(), seen.top())),
                               QRectF(QPointF(all.left(), seen.bottom()), all.bottomRight()),
                               QRectF(QPointF(all.left(), seen.top()), seen.bottomLeft()),
                               QRectF(seen.topRight(), QPointF(all.right(), seen.bottom()))})
        if (part.width() > 0 && part.height() > 0)
            path.addRect(part);
    return path;
}

QPainterPath around(const QRectF& all, const QPolygonF& hole)
{
    QPainterPath whole, seen;
    whole.addRect(all);
    seen.addPolygon(hole);
    return whole.subtracted(seen);
}

} // namespace

UnseenLayer::UnseenLayer(PatchGrid grid) : m_grid(std::move(grid))
{
}

void UnseenLayer::paint(QPainter& painter, const Surface& surface) const
{
    if (m_grid.count() == 0)
        return;
    const DeviceSpace device(painter, surface);
    const QPainterPath unseen = m_grid.isUpright()
        ? around(device.visible(), device.rect(m_grid.seen().boundingRect()))
        : around(device.visible(), device.polygon(m_grid.seen()));
    if (!unseen.isEmpty())
        paintNanHatch(painter, unseen, {device.viewPx(), device.origin(), device.visible()});
}

Readings UnseenLayer::readout(QPointF imagePx) const
{
    if (m_grid.count() == 0 || m_grid.patchAt(imagePx))
        return {};
    return {{{}, "never seen by the network"}};
}

} // namespace views
