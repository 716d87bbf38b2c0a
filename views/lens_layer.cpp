// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/lens_layer.h"

#include <algorithm>

namespace views {
namespace {

constexpr double roomForRival = 190; ///< view pixels; in less the read-out says it alone

/// Where \p plates cover neither \p patch nor the edge: right, left, below or above it, the first
/// that has room.
QPointF placeBeside(const QRectF& patch, const QSizeF& plates, const Surface& surface)
{
    const double gap = surface.px(6);
    const QRectF room = surface.visible;
    const double x =
        std::clamp(patch.left(), room.left(), std::max(room.left(), room.right() - plates.width()));
    const double y =
        std::clamp(patch.top(), room.top(), std::max(room.top(), room.bottom() - plates.height()));
    if (room.right() - patch.right() >= plates.width() + gap)
        return {patch.right() + gap, y};
    if (patch.left() - room.left() >= plates.width() + gap)
        return {patch.left() - gap - plates.width(), y};
    if (room.bottom() - patch.bottom() >= plates.height() + gap)
        return {x, patch.bottom() + gap};
    return {x, std::max(room.top(), patch.top() - gap - plates.height())};
}

} // namespace

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

    const QString text = m_plate.place.isEmpty()
        ? m_plate.word
        : QStringLiteral("%1  %2").arg(m_plate.word, m_plate.place);
    const bool hasRival =
        !m_plate.rival.isEmpty() && surface.visible.width() * surface.scale >= roomForRival;
    const QString rival = hasRival ? QStringLiteral("vs %1").arg(m_plate.rival) : QString();
    const QSizeF own = mark::plateRect(surface, {}, text, m_plate.value).size();
    QSizeF both = own;
    if (hasRival) {
        const QSizeF other = mark::plateRect(surface, {}, rival, m_plate.rivalValue).size();
        both = {std::max(own.width(), other.width()),
                own.height() + surface.px(2) + other.height()};
    }
    const QPointF corner = placeBeside(patch, both, surface);
    mark::plate(painter, surface, corner, text, m_plate.value);
    if (hasRival)
        mark::plate(painter, surface, corner + QPointF(0, own.height() + surface.px(2)), rival,
                    m_plate.rivalValue);
}

} // namespace views
