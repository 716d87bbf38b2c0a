// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/mask_tint.h"

#include "views/device_space.h"
#include "views/layer.h"
#include "views/mask_bits.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <vector>

namespace views {
namespace {

constexpr float strength = 0.45f;

QRgb premultiplied(QColor colour, float alpha)
{
    colour.setAlphaF(alpha);
    return qPremultiply(colour.rgba());
}

} // namespace

void MaskTint::clear()
{
    m_picture = {};
    m_stale = {};
}

void MaskTint::changed(const QRect& imagePx)
{
    m_stale |= imagePx;
}

void MaskTint::paint(QPainter& painter, const Surface& surface, const MaskBits& mask)
{
    const QTransform toDevice = painter.deviceTransform();
    const DeviceSpace device(painter, surface);
    const QRect place = device.visible().toAlignedRect();
    if (m_picture.isNull() || place != m_place || toDevice != m_toDevice) {
        m_picture = QImage(place.size(), QImage::Format_ARGB32_Premultiplied);
        m_place = place;
        m_toDevice = toDevice;
        renew(mask, m_picture.rect());
    } else if (!m_stale.isEmpty()) {
        const QRect part = toDevice.mapRect(QRectF(m_stale)).toAlignedRect();
        renew(mask, part.adjusted(-1, -1, 1, 1).translated(-place.topLeft()) & m_picture.rect());
    }
    m_stale = {};
    painter.drawImage(QPointF(place.topLeft()), m_picture);
}

void MaskTint::renew(const MaskBits& mask, const QRect& part)
{
    const QTransform toImage = m_toDevice.inverted(); // upright: columns and rows are apart
    const auto pixel = [](double at, int limit) {
        return std::clamp(int(std::floor(at)), 0, limit - 1);
    };
    std::vector<int> columns; // from the one left of the part on
    for (int x = part.left() - 1; x <= part.right(); ++x)
        columns.push_back(
            pixel((x + m_place.left() + 0.5) * toImage.m11() + toImage.dx(), mask.size().width()));
    const auto row = [&](int y) {
        return pixel((y + m_place.top() + 0.5) * toImage.m22() + toImage.dy(),
                     mask.size().height());
    };
    const QRgb tint = premultiplied(Theme::dark().accent, strength), none = 0;
    const QRgb edge = premultiplied(onImage::line, 1);
    for (int y = part.top(); y <= part.bottom(); ++y) {
        auto* pixels = reinterpret_cast<QRgb*>(m_picture.scanLine(y));
        const int here = row(y), above = row(y - 1);
        bool left = mask.at(columns[0], here);
        for (int x = part.left(); x <= part.right(); ++x) {
            const int column = columns[std::size_t(x - part.left()) + 1];
            const bool set = mask.at(column, here);
            const bool turns = set != left || set != mask.at(column, above);
            pixels[x] = turns ? edge : set ? tint : none;
            left = set;
        }
    }
}

} // namespace views
