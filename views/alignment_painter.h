// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme.h"
#include "views/word.h"

#include <QRectF>
#include <QStringList>

class QPainter;

namespace views {

/// How much each word leans on each region.
struct AlignmentCells {
    QStringList words;   ///< rows
    QStringList regions; ///< columns
    QList<float> mass;   ///< words * regions, row by row; NaN: never seen
    double nullHigh = std::numeric_limits<double>::quiet_NaN(); ///< up to it there is no evidence
    QString unit;
    ColourOf colourOf;

    float at(qsizetype word, qsizetype region) const
    {
        return mass[word * regions.size() + region];
    }
};

/// The \p count regions with the most mass over all words, most first; 0: all, in their own order.
QList<int> topRegions(const AlignmentCells& cells, int count);

/// Where the cells of a matrix lie in an area. What does not fit scrolls under the headings.
struct AlignmentGeometry {
    AlignmentGeometry(const QRectF& area, const AlignmentCells& cells, qsizetype columns,
                      const QFont& font);

    QRectF cell(qsizetype word, qsizetype column, QPointF scroll = {}) const;

    QRectF cells; ///< the part that scrolls
    QRectF words; ///< names at the left
    QRectF heads; ///< column numbers above
    QRectF names; ///< names of the regions below; empty where there is no room
    double cellWidth = 0, cellHeight = 0;
    QSizeF contentSize; ///< of all cells
};

/// Paints the matrix anywhere: panel, picture, SVG, PDF. \p columns are region numbers; \p word and
/// \p region are current, -1: none.
void paintAlignment(QPainter& painter, const QRectF& area, const Theme& theme,
                    const AlignmentCells& cells, const QList<int>& columns, int word, int region,
                    QPointF scroll = {});

} // namespace views
