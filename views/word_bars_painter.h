// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme.h"
#include "views/word.h"

#include <QRectF>

class QPainter;

namespace views {

/// What signed word bars show.
struct WordBarsContent {
    QList<Word> words; ///< punctuation is left out
    double range = 0;  ///< bars reach from -range to range
    NullBand nullBand;
    double threshold = std::numeric_limits<double>::quiet_NaN(); ///< NaN: the method has none
    QString unit;
    ColourOf colourOf;
    int current = -1; ///< index into words
};

/// The words that are shown where \p roomPx is the height for them: all, or without those in the
/// null band where all would be too dense. The current word always stays.
QList<int> wordBarRows(const WordBarsContent& content, double roomPx);

/// Where the parts of word bars lie in an area.
struct WordBarsGeometry {
    static constexpr double axisHeight = 18;
    static constexpr double minRow = 12, maxRow = 20;

    /// \p font gives the family; \p rows is how many words are shown
    WordBarsGeometry(const QRectF& area, const WordBarsContent& content, qsizetype rows,
                     const QFont& font);

    double x(double value) const;
    double valueAt(double x) const;
    QRectF row(qsizetype row, double scrollPx = 0) const;

    QRectF rows;     ///< the part that scrolls
    QRectF bars;     ///< x range of the bars, whole height
    QRectF word;     ///< x range of the words
    QRectF value;    ///< x range of the numbers
    double mark = 0; ///< middle of the column of cautions
    QRectF remark;   ///< x range of "unsupported"; empty where there is no room
    double rowHeight = minRow;
    double contentHeight = 0; ///< of all rows; above rows.height(): it scrolls
    double range = 1;
    int decimals = 2; ///< of the numbers: more where the range is small
};

/// Paints word bars anywhere: in a panel, a picture, an SVG or a PDF. Text takes the family of the
/// painter's font. \p rows are the words to show, in order.
void paintWordBars(QPainter& painter, const QRectF& area, const Theme& theme,
                   const WordBarsContent& content, const QList<int>& rows, double scrollPx = 0);

} // namespace views
