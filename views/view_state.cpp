// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/view_state.h"

#include <algorithm>
#include <utility>

namespace views {

void ViewState::setView(double zoom, QPointF centre)
{
    zoom = std::clamp(zoom, zoomMin, zoomMax);
    centre = {std::clamp(centre.x(), 0.0, 1.0), std::clamp(centre.y(), 0.0, 1.0)};
    if (m_zoom == zoom && m_centre == centre)
        return;
    m_zoom = zoom;
    m_centre = centre;
    Q_EMIT viewChanged();
}

void ViewState::fit()
{
    setView(1, {0.5, 0.5});
}

void ViewState::setHovered(std::optional<QPointF> imagePx)
{
    if (std::exchange(m_hovered, imagePx) != imagePx)
        Q_EMIT marksChanged();
}

void ViewState::setPinned(std::optional<QPointF> imagePx)
{
    if (std::exchange(m_pinned, imagePx) != imagePx)
        Q_EMIT marksChanged();
}

void ViewState::setOpacity(double opacity)
{
    opacity = std::clamp(opacity, 0.0, 1.0);
    if (std::exchange(m_opacity, opacity) != opacity)
        Q_EMIT looksChanged();
}

void ViewState::setGrey(bool grey)
{
    if (std::exchange(m_grey, grey) != grey)
        Q_EMIT looksChanged();
}

void ViewState::setOverlaysHidden(bool hidden)
{
    if (std::exchange(m_overlaysHidden, hidden) != hidden)
        Q_EMIT looksChanged();
}

void ViewState::setOutlinesOnly(bool only)
{
    if (std::exchange(m_outlinesOnly, only) != only)
        Q_EMIT looksChanged();
}

} // namespace views
