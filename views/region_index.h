// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include <vector>

namespace views {

/// Which of many rectangles meet a place: a grid of cells, each with the numbers of those that
/// reach into it.
class RegionIndex {
public:
    void build(std::vector<QRectF> bounds);

    /// Numbers of the rectangles that meet \p area, ascending.
    std::vector<int> meeting(const QRectF& area) const;

private:
    std::vector<QRectF> m_bounds;
    QRectF m_whole;
    int m_columns = 0, m_rows = 0;
    std::vector<std::vector<int>> m_cells;
};

} // namespace views
