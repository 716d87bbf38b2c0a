// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/unseen_layer.h"

#include "views/device_space.h"
#include "views/hatch.h"

#include <QPainter>
#include <QPainterPath>

namespace views {

UnseenLayer::UnseenLayer(PatchGrid grid) : m_grid(std::move(grid))
{
}

void UnseenLayer::paint(QPainter& painter, const Surface& surface) const
{
    if (m_grid.count() == 0)
        return;
    const DeviceSpace device(painter, surface);
    QPainterPath all, seen;
    all.addRect(device.visible());
    if (m_grid.isUpright())
        seen.addRect(device.rect(m_grid.seen().boundingRect()));
    else
        seen.addPolygon(device.polygon(m_grid.seen()));
    const QPainterPath unseen = all.subtracted(seen);
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
