// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/lens_layer.h"

namespace views {

LensLayer::LensLayer(PatchGrid grid, LensPlate plate)
    : m_grid(std::move(grid)), m_plate(std::move(plate))
{
}

void LensLayer::paintMarks(QPainter& painter, const Surface& surface, const Marks& marks) const
{
    if (marks.hovered || !m_grid.contains(m_plate.peak))
        return;
    const QRectF patch = m_grid.bounds(m_plate.peak);
    if (m_grid.isUpright())
        mark::frame(painter, surface, patch);
    else
        mark::outline(painter, surface, m_grid.outline(m_plate.peak));

    const double gap = surface.px(6);
    const QString text = m_plate.place.isEmpty()
        ? m_plate.word
        : QStringLiteral("%1  %2").arg(m_plate.word, m_plate.place);
    const QString rival =
        m_plate.rival.isEmpty() ? QString() : QStringLiteral("vs %1").arg(m_plate.rival);
    const double width = std::max(
        mark::plateRect(surface, {}, text, m_plate.value).width(),
        rival.isEmpty() ? 0 : mark::plateRect(surface, {}, rival, m_plate.rivalValue).width());
    // Beside the patch, on the side with more room, so that it is not covered.
    const bool atRight = surface.visible.right() - patch.right() >= width + gap
        || surface.visible.right() - patch.right() >= patch.left() - surface.visible.left();
    const double x = atRight ? patch.right() + gap : patch.left() - gap - width;
    const QRectF first = mark::plate(painter, surface, {x, patch.top()}, text, m_plate.value);
    if (!rival.isEmpty())
        mark::plate(painter, surface, {x, first.bottom() + surface.px(2)}, rival,
                    m_plate.rivalValue);
}

} // namespace views
