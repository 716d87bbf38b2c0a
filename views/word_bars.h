// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme.h"
#include "views/word.h"

#include <QAbstractScrollArea>
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

/// Paints word bars anywhere: in a panel, a picture, an SVG or a PDF. Text takes the family of the
/// painter's font. \p rows are the words to show, in order.
void paintWordBars(QPainter& painter, const QRectF& area, const Theme& theme,
                   const WordBarsContent& content, const QList<int>& rows);

/// The words that are shown where \p roomPx is the height for them: all, or without those in the
/// null band where all would be too dense.
QList<int> wordBarRows(const WordBarsContent& content, double roomPx);

/// A panel's body for WordScores: a signed bar for each word, the null band, and a threshold that
/// can be dragged.
class WordBars final : public QAbstractScrollArea {
    Q_OBJECT
public:
    using QAbstractScrollArea::QAbstractScrollArea;

    void setContent(WordBarsContent content);
    void setCurrent(int index); ///< into content().words; -1: none
    void setThreshold(double threshold);
    void setStale(bool stale);

    const WordBarsContent& content() const;
    int wordAt(QPoint viewportPos) const; ///< -1: none
    int foldedCount() const;              ///< words in the null band that found no room

Q_SIGNALS:
    void wordHovered(int index);
    void wordActivated(int index);
    void left();
    void thresholdChanged(double threshold);
};

} // namespace views
