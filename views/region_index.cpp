// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/region_index.h"

#include <algorithm>
#include <cmath>

namespace views {
namespace {

constexpr int mostCells = 64; // a side

// QRectF::intersects() knows no points and lines.
bool meet(const QRectF& one, const QRectF& other)
{
    return one.left() <= other.right() && other.left() <= one.right() && one.top() <= other.bottom()
        && other.top() <= one.bottom();
}

int cellOf(double at, double start, double length, int cells)
{
    return length > 0 ? std::clamp(int((at - start) / length * cells), 0, cells - 1) : 0;
}

} // namespace

void RegionIndex::build(std::vector<QRectF> bounds)
{
    m_bounds = std::move(bounds);
    m_whole = {};
    for (const QRectF& one : m_bounds) {
        const QRectF sum(
            QPointF(std::min(m_whole.left(), one.left()), std::min(m_whole.top(), one.top())),
            QPointF(std::max(m_whole.right(), one.right()),
                    std::max(m_whole.bottom(), one.bottom())));
        m_whole = sum;
    }
    m_columns = m_rows = std::clamp(int(std::sqrt(double(m_bounds.size()))), 1, mostCells);
    m_cells.assign(std::size_t(m_columns) * m_rows, {});
    for (std::size_t i = 0; i < m_bounds.size(); ++i) {
        const QRectF& one = m_bounds[i];
        const int right = cellOf(one.right(), m_whole.left(), m_whole.width(), m_columns);
        const int bottom = cellOf(one.bottom(), m_whole.top(), m_whole.height(), m_rows);
        for (int y = cellOf(one.top(), m_whole.top(), m_whole.height(), m_rows); y <= bottom; ++y)
            for (int x = cellOf(one.left(), m_whole.left(), m_whole.width(), m_columns); x <= right;
                 ++x)
                m_cells[std::size_t(y) * m_columns + x].push_back(int(i));
    }
}

std::vector<int> RegionIndex::meeting(const QRectF& area) const
{
    std::vector<int> found;
    if (m_bounds.empty() || !meet(area, m_whole))
        return found;
    const int right = cellOf(area.right(), m_whole.left(), m_whole.width(), m_columns);
    const int bottom = cellOf(area.bottom(), m_whole.top(), m_whole.height(), m_rows);
    for (int y = cellOf(area.top(), m_whole.top(), m_whole.height(), m_rows); y <= bottom; ++y)
        for (int x = cellOf(area.left(), m_whole.left(), m_whole.width(), m_columns); x <= right;
             ++x)
            for (const int i : m_cells[std::size_t(y) * m_columns + x])
                if (meet(m_bounds[i], area))
                    found.push_back(i);
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

} // namespace views
