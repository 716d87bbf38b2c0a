// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/region_item.h"

#include "views/mask_bits.h"
#include "views/outline_raster.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace views {
namespace {

constexpr double stepsBelow = 0.15, smoothSteps = 1; // tolerances of masks, image pixels

double squared(QPointF vector)
{
    return QPointF::dotProduct(vector, vector);
}

QList<QPolygonF> outlinesOf(const Shape& shape)
{
    if (const auto* box = std::get_if<QRectF>(&shape))
        return {QPolygonF{box->topLeft(), box->topRight(), box->bottomRight(), box->bottomLeft()}};
    if (const auto* polygon = std::get_if<QPolygonF>(&shape))
        return {*polygon};
    if (const auto* mask = std::get_if<MaskRuns>(&shape))
        return contoursOf(*mask);
    return {}; // a point's ring is as large as the view says
}

double distanceSquared(QPointF point, const QPolygonF& outline)
{
    double least = std::numeric_limits<double>::infinity();
    for (qsizetype i = 0; i < outline.size(); ++i) {
        const QPointF from = outline[i], way = outline[(i + 1) % outline.size()] - from;
        const double length = squared(way);
        const double share =
            length > 0 ? std::clamp(QPointF::dotProduct(point - from, way) / length, 0.0, 1.0) : 0;
        least = std::min(least, squared(point - from - way * share));
    }
    return least;
}

} // namespace

RegionItem::RegionItem(Region region) : m_region(std::move(region))
{
    trace();
}

void RegionItem::setRegion(const Region& region)
{
    const bool same = m_region.shape == region.shape;
    m_region = region;
    if (!same)
        trace();
}

void RegionItem::trace()
{
    m_bounds = boundsOf(m_region.shape);
    m_area = areaOf(m_region.shape);
    m_outlines = outlinesOf(m_region.shape);
    m_coarse.clear();
    m_ends.clear();
    if (const auto* mask = std::get_if<MaskRuns>(&m_region.shape)) {
        quint64 end = 0;
        for (const std::uint32_t count : mask->counts)
            m_ends.push_back(end += count);
    }
}

const QList<QPolygonF>& RegionItem::outlines(double tolerance) const
{
    // The steps from pixel to pixel are only worth showing once a pixel can be told.
    if (std::holds_alternative<MaskRuns>(m_region.shape) && tolerance > stepsBelow)
        tolerance = std::max(tolerance, smoothSteps);
    if (tolerance < 1.0 / 64)
        return m_outlines;
    const int level = int(std::floor(std::log2(tolerance)));
    if (m_coarse.isEmpty() || level != m_coarseLevel) {
        m_coarseLevel = level;
        m_coarse.clear();
        for (const QPolygonF& outline : m_outlines)
            m_coarse << simplified(outline, std::exp2(level));
    }
    return m_coarse;
}

bool RegionItem::contains(QPointF imagePx) const
{
    if (!m_bounds.contains(imagePx))
        return false;
    if (const auto* mask = std::get_if<MaskRuns>(&m_region.shape)) {
        const quint64 pixel =
            quint64(imagePx.x()) * quint64(mask->size.height()) + quint64(imagePx.y());
        return (std::ranges::upper_bound(m_ends, pixel) - m_ends.begin()) % 2 == 1;
    }
    return std::holds_alternative<QRectF>(m_region.shape)
        || (!m_outlines.isEmpty() && m_outlines[0].containsPoint(imagePx, Qt::OddEvenFill));
}

double RegionItem::lineDistanceSquared(QPointF imagePx) const
{
    if (const auto* point = std::get_if<QPointF>(&m_region.shape))
        return squared(*point - imagePx);
    double least = std::numeric_limits<double>::infinity();
    for (const QPolygonF& outline : m_outlines)
        least = std::min(least, distanceSquared(imagePx, outline));
    return least;
}

} // namespace views
