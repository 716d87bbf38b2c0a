// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/word.h"

#include <QFontMetricsF>
#include <QRect>

namespace views {

/// Where each chip of a text lies. Made anew for a width; answers for what is visible by halving.
class WordLayout {
public:
    static constexpr int boxHeight = 22;                  ///< the ground of a word
    static constexpr int chipHeight = boxHeight + 3 + 16; ///< with the value under it
    static constexpr int chipPadding = 5;                 ///< between frame and ground
    static constexpr int boxPadding = 5;                  ///< between ground and word
    static constexpr int crossWidth = 12;                 ///< before an unsupported word
    static constexpr int cautionWidth = 14;               ///< before a value that may mislead

    /// Measures the words, which costs most; a later flow() only moves them.
    void setWords(const QList<Word>& words, const QFontMetricsF& wordFont,
                  const QFontMetricsF& valueFont);
    void flow(int widthPx);

    QRect chip(int index) const { return m_chips.at(index); }
    QRect box(int index) const;           ///< the ground of the word
    QRect rule() const { return m_rule; } ///< before the words over the limit; null: there are none
    int overLimit() const { return m_overLimit; } ///< words, punctuation not counted
    int height() const { return m_height; }
    int at(QPoint position) const; ///< -1: between
    std::pair<int, int> between(int top,
                                int bottom) const; ///< the words of the rows there: [first, end)
    int inRow(int row, int x) const;               ///< the chip of a row nearest to x
    int rowOf(int index) const;
    int rowCount() const { return int(m_rows.size()); }

private:
    struct Row {
        int first, top;
    };
    QList<int> m_boxes;  ///< widths of the grounds
    QList<int> m_widths; ///< of the chips
    QList<bool> m_tight; ///< punctuation: sits at the word before
    QList<QRect> m_chips;
    QList<Row> m_rows;
    QRect m_rule;
    int m_firstOver = -1, m_overLimit = 0, m_height = 0;
};

} // namespace views
