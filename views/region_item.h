// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/region_shape.h"

#include <QList>
#include <QPolygonF>

#include <vector>

namespace views {

/// A region with what a layer needs to paint and to hit it at once: bounds, outlines, their coarser
/// ones for the zoom that was asked for last.
class RegionItem {
public:
    explicit RegionItem(Region region);

    void setRegion(const Region& region); ///< an equal shape is not traced again

    const Region& region() const { return m_region; }
    const Shape& shape() const { return m_region.shape; }
    QRectF bounds() const { return m_bounds; }
    double area() const { return m_area; }

    /// None of a point. As coarse as \p tolerance (image pixels) allows; 0: exact.
    const QList<QPolygonF>& outlines(double tolerance) const;

    bool contains(QPointF imagePx) const;
    double lineDistanceSquared(QPointF imagePx) const; ///< image pixels; of a point: from it

private:
    void trace();

    Region m_region;
    QRectF m_bounds;
    double m_area = 0;
    QList<QPolygonF> m_outlines;
    std::vector<quint64> m_ends; ///< of a mask's runs
    mutable QList<QPolygonF> m_coarse;
    mutable int m_coarseLevel = 0; ///< a power of two of the tolerance
};

} // namespace views
