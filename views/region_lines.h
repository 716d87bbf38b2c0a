// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/layer.h"

#include <QImage>
#include <QRect>
#include <QTransform>

#include <functional>
#include <vector>

namespace views {

class RegionItem;

/// The lines of regions. Their picture is kept: where the view has only moved, what has come into
/// it is painted anew, and the rest is moved.
class RegionLines {
public:
    /// Those that can reach into a part of the image.
    using Items = std::function<std::vector<const RegionItem*>(const QRectF& imagePx)>;

    void forget(); ///< a region has changed
    void paint(QPainter& painter, const Surface& surface, const Items& items);

    /// Without a picture kept.
    static void paint(QPainter& painter, const Surface& surface,
                      const std::vector<const RegionItem*>& items, const QColor& colour);

    static constexpr double pointRadius = 5; ///< of the ring around a point, view pixels

private:
    QImage m_picture;
    QRect m_place; ///< device pixels
    QTransform m_toDevice;
};

} // namespace views
