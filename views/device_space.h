// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/layer.h"

#include <QPolygonF>
#include <QTransform>

class QPainter;

namespace views {

/// Puts a painter into device pixels for as long as it lives, so that edges fall between pixels:
/// patches then have no seams at 125 or 175 %. On a vector surface nothing is rounded.
class DeviceSpace {
public:
    /// \p painter is in image pixels
    DeviceSpace(QPainter& painter, const Surface& surface);
    ~DeviceSpace();
    DeviceSpace(const DeviceSpace&) = delete;
    DeviceSpace& operator=(const DeviceSpace&) = delete;

    double viewPx() const { return m_viewPx; } ///< device pixels a view pixel
    double whole(double viewPixels) const;     ///< as device pixels, a whole number of them
    QPointF origin() const;                    ///< the image's corner: where hatches start
    QRectF visible() const { return m_visible; }

    QPointF point(QPointF imagePx) const;              ///< snapped
    QRectF rect(const QRectF& imagePx) const;          ///< snapped edges; upright transforms alone
    QPolygonF polygon(const QPolygonF& imagePx) const; ///< not snapped

private:
    QPainter& m_painter;
    QTransform m_toDevice;
    double m_viewPx = 1;
    bool m_snap = true;
    QRectF m_visible;
};

} // namespace views
