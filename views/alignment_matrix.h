// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme.h"
#include "views/word.h"

#include <QAbstractScrollArea>
#include <QRectF>
#include <QStringList>

class QPainter;

namespace views {

/// How much each word leans on each region.
struct AlignmentCells {
    QStringList words;   ///< rows
    QStringList regions; ///< columns
    QList<float> mass;   ///< words * regions, row by row; NaN: never seen
    double nullHigh = std::numeric_limits<double>::quiet_NaN(); ///< below it there is no evidence
    QString unit;
    ColourOf colourOf;

    float at(qsizetype word, qsizetype region) const
    {
        return mass[word * regions.size() + region];
    }
};

/// The \p count regions with the most mass over all words, most first; 0: all, in their own order.
QList<int> topRegions(const AlignmentCells& cells, int count);

/// Paints the matrix anywhere: panel, picture, SVG, PDF. \p columns are region numbers; -1: no
/// current word or region.
void paintAlignment(QPainter& painter, const QRectF& area, const Theme& theme,
                    const AlignmentCells& cells, const QList<int>& columns, int word, int region);

/// Words by regions as a heat matrix, for the side strip or a panel of its own.
class AlignmentMatrix final : public QAbstractScrollArea {
    Q_OBJECT
public:
    using QAbstractScrollArea::QAbstractScrollArea;

    void setCells(AlignmentCells cells);
    void setColumnLimit(int count); ///< the regions with the most mass; 0: all, with a scroll bar
    void setTitle(const QString& title);
    void setCurrent(int word, int region); ///< -1: none
    void setStale(bool stale);

    QPoint cellAt(QPoint viewportPos) const; ///< x region, y word; (-1, -1) outside

Q_SIGNALS:
    void cellHovered(int word, int region);
    void cellActivated(int word, int region);
    void left();
};

} // namespace views
