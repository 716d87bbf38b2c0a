// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/device_space.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace views {

DeviceSpace::DeviceSpace(QPainter& painter, const Surface& surface)
    : m_painter(painter), m_toDevice(painter.deviceTransform()), m_snap(!surface.vector)
{
    m_viewPx = std::hypot(m_toDevice.m11(), m_toDevice.m12()) / surface.scale;
    m_painter.save();
    // What is left after a reset is the window's ratio and the widget's place in its backing store.
    m_painter.resetTransform();
    m_painter.setTransform(m_painter.deviceTransform().inverted());
    m_visible = rect(surface.visible & surface.image);
}

DeviceSpace::~DeviceSpace()
{
    m_painter.restore();
}

double DeviceSpace::whole(double viewPixels) const
{
    return m_snap ? std::max(1.0, std::round(viewPixels * m_viewPx)) : viewPixels * m_viewPx;
}

QPointF DeviceSpace::origin() const
{
    return point({0, 0});
}

QPointF DeviceSpace::point(QPointF imagePx) const
{
    const QPointF mapped = m_toDevice.map(imagePx);
    // Neighbours compute the edge they share each in its own way; just above half both go down.
    const auto snapped = [](double x) { return std::ceil(x - 0.5 - 1e-6); };
    return m_snap ? QPointF(snapped(mapped.x()), snapped(mapped.y())) : mapped;
}

QRectF DeviceSpace::rect(const QRectF& imagePx) const
{
    return QRectF(point(imagePx.topLeft()), point(imagePx.bottomRight())).normalized();
}

QPolygonF DeviceSpace::polygon(const QPolygonF& imagePx) const
{
    return m_toDevice.map(imagePx);
}

} // namespace views
