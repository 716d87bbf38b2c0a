// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/word_layout.h"

#include "views/number.h"
#include "views/theme.h"

#include <QHash>

#include <algorithm>
#include <cmath>

namespace views {
namespace {

constexpr int rowPitch = WordLayout::chipHeight + metric::wordRowGap;
constexpr int ruleHeight = 24;

} // namespace

void WordLayout::setWords(const QList<Word>& words, const QFontMetricsF& wordFont,
                          const QFontMetricsF& valueFont)
{
    // Values are as wide as the widest of them, so that chips do not move while values change.
    const int valueWidth = int(std::ceil(valueFont.horizontalAdvance(
                               signedFixedNumber(-0.888888, wordDecimals(words)))))
        + 4;
    QHash<QString, int> measured; // a long text repeats most of its words
    m_boxes.clear();
    m_widths.clear();
    m_tight.clear();
    m_overLimit = 0;
    m_firstOver = -1;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const Word& word = words[i];
        int& textWidth = measured[word.text];
        if (textWidth == 0)
            textWidth = int(std::ceil(wordFont.horizontalAdvance(word.text)));
        const int box = textWidth + 2 * boxPadding + (word.unsupported ? crossWidth : 0);
        m_boxes.append(box);
        m_tight.append(word.punctuation);
        const int below = valueWidth + (word.caution.isEmpty() ? 0 : 2 * cautionWidth)
            + (std::isfinite(word.before) ? valueWidth : 0);
        m_widths.append(word.punctuation ? textWidth + 4 : std::max(box, below) + 2 * chipPadding);
        if (word.overLimit && m_firstOver < 0)
            m_firstOver = int(i);
        m_overLimit += word.overLimit && !word.punctuation;
    }
    m_chips.clear();
}

void WordLayout::flow(int widthPx)
{
    m_chips.clear();
    m_rows.clear();
    m_rule = {};
    int x = 0, y = 0;
    const int count = int(m_widths.size());
    for (int i = 0; i < count; ++i) {
        const int width = std::min(m_widths[i], std::max(widthPx, 40));
        int needed = width;
        for (int next = i + 1; next < count && m_tight[next]; ++next)
            needed += m_widths[next];
        if (i == m_firstOver) {
            y = m_rows.isEmpty() ? 0 : y + rowPitch;
            m_rule = QRect(0, y, widthPx, ruleHeight);
            y += ruleHeight;
            x = 0;
            m_rows.append({i, y});
        } else if (m_rows.isEmpty() || (x > 0 && !m_tight[i] && x + needed > widthPx)) {
            y = m_rows.isEmpty() ? 0 : y + rowPitch;
            x = 0;
            m_rows.append({i, y});
        }
        const int left = m_tight[i] && x > 0 ? x - chipPadding - metric::wordGap : x;
        m_chips.append(QRect(left, y, width, chipHeight));
        x = left + width + metric::wordGap;
    }
    m_height = m_rows.isEmpty() ? 0 : y + chipHeight;
}

QRect WordLayout::box(int index) const
{
    const QRect chip = m_chips.at(index);
    if (m_tight[index])
        return {chip.topLeft(), QSize(chip.width(), boxHeight)};
    const int width = std::min(m_boxes[index], chip.width() - 2 * chipPadding);
    return {chip.x() + (chip.width() - width) / 2, chip.y(), width, boxHeight};
}

int WordLayout::at(QPoint position) const
{
    const auto [first, end] = between(position.y(), position.y());
    for (int i = first; i < end; ++i) {
        if (m_chips[i].contains(position))
            return i;
    }
    return -1;
}

std::pair<int, int> WordLayout::between(int top, int bottom) const
{
    const auto starts = [](const Row& row) { return row.top; };
    auto first = std::ranges::upper_bound(m_rows, top, {}, starts);
    if (first != m_rows.begin())
        --first;
    const auto end = std::ranges::upper_bound(m_rows, bottom, {}, starts);
    if (first >= end)
        return {0, 0};
    return {first->first, end == m_rows.end() ? int(m_chips.size()) : end->first};
}

int WordLayout::inRow(int row, int x) const
{
    const int end = row + 1 < m_rows.size() ? m_rows[row + 1].first : int(m_chips.size());
    int best = m_rows.at(row).first;
    for (int i = best; i < end; ++i) {
        const auto distance = [&](int chip) { return std::abs(m_chips[chip].center().x() - x); };
        if (!m_tight[i] && distance(i) < distance(best))
            best = i;
    }
    return best;
}

int WordLayout::rowOf(int index) const
{
    const auto next = std::ranges::upper_bound(m_rows, index, {}, &Row::first);
    return int(next - m_rows.begin()) - 1;
}

} // namespace views
