// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/span_edits.h"

#include "explain/ops/spans.h"

#include <algorithm>

namespace project {
namespace {

constexpr const char* wordsKey = "words";
constexpr std::size_t mostCells = 4'000'000; ///< of a comparison of all words with all

using Words = std::vector<explain::Word>;

bool alike(const explain::Word& one, const explain::Word& other)
{
    return one.text == other.text;
}

/// Of each word of \p before the word of \p after that it still is; -1: it is gone. The longest
/// common subsequence of what is left between a common beginning and a common end.
std::vector<int> keptWords(const Words& before, const Words& after)
{
    std::vector<int> kept(before.size(), -1);
    std::size_t first = 0, last = 0;
    const std::size_t shorter = std::min(before.size(), after.size());
    while (first < shorter && alike(before[first], after[first])) {
        kept[first] = int(first);
        ++first;
    }
    while (last < shorter - first
           && alike(before[before.size() - 1 - last], after[after.size() - 1 - last])) {
        kept[before.size() - 1 - last] = int(after.size() - 1 - last);
        ++last;
    }
    const std::size_t rows = before.size() - first - last, columns = after.size() - first - last;
    if (rows == 0 || columns == 0 || rows > mostCells / columns)
        return kept;
    std::vector<int> lengths((rows + 1) * (columns + 1), 0); // of the tails from here on
    const auto length = [&](std::size_t row, std::size_t column) -> int& {
        return lengths[row * (columns + 1) + column];
    };
    for (std::size_t row = rows; row-- > 0;)
        for (std::size_t column = columns; column-- > 0;)
            length(row, column) = alike(before[first + row], after[first + column])
                ? length(row + 1, column + 1) + 1
                : std::max(length(row + 1, column), length(row, column + 1));
    for (std::size_t row = 0, column = 0; row < rows && column < columns;) {
        if (alike(before[first + row], after[first + column]))
            kept[first + row++] = int(first + column++);
        else if (length(row + 1, column) >= length(row, column + 1))
            ++row;
        else
            ++column;
    }
    return kept;
}

} // namespace

SpanEdit::SpanEdit(const QString& before, const QString& after)
{
    const Words old = explain::wordsOf(before.toStdString());
    const Words now = explain::wordsOf(after.toStdString());
    for (const explain::Word& word : old)
        m_before.push_back({int(word.begin), int(word.end)});
    for (const explain::Word& word : now)
        m_after.push_back({int(word.begin), int(word.end)});
    const std::vector<int> kept = keptWords(old, now);
    m_first.resize(old.size());
    m_last.resize(old.size());
    m_kept.resize(old.size());
    int reached = 0; // words of the new text that stand before this one
    for (std::size_t i = 0; i < old.size(); ++i) {
        m_kept[i] = kept[i] >= 0;
        m_first[i] = m_kept[i] ? kept[i] : reached;
        reached = m_kept[i] ? kept[i] + 1 : reached;
    }
    int next = int(now.size());
    for (std::size_t i = old.size(); i-- > 0;) {
        m_last[i] = m_kept[i] ? kept[i] + 1 : next;
        next = m_kept[i] ? kept[i] : next;
    }
}

Span SpanEdit::beside(int word) const
{
    const int at = word > 0 ? m_after[std::size_t(word) - 1].end : 0;
    return {at, at};
}

Span SpanEdit::operator()(const Span& span) const
{
    const auto begin = std::ranges::upper_bound(m_before, span.begin, {}, &Place::end);
    const auto end = std::ranges::lower_bound(m_before, span.end, {}, &Place::begin);
    const auto i = std::size_t(begin - m_before.begin()), j = std::size_t(end - m_before.begin());
    if (i >= j) // it covered no word
        return beside(i > 0 ? m_last[i - 1] : 0);
    const int first = m_first[i], last = m_last[j - 1];
    if (first >= last)
        return beside(first);
    Span moved{m_after[std::size_t(first)].begin, m_after[std::size_t(last) - 1].end};
    if (m_kept[i]) // a span may begin or end within a word
        moved.begin += std::max(0, span.begin - m_before[i].begin);
    if (m_kept[j - 1])
        moved.end -= std::max(0, m_before[j - 1].end - span.end);
    return moved;
}

QString wordsAt(const QString& text, const std::vector<Span>& spans)
{
    const QList<uint> codePoints = text.toUcs4();
    QStringList words;
    for (const Span& span : spans) {
        const qsizetype begin = std::clamp<qsizetype>(span.begin, 0, codePoints.size());
        const qsizetype end = std::clamp<qsizetype>(span.end, begin, codePoints.size());
        if (end > begin)
            words.append(QString::fromUcs4(
                reinterpret_cast<const char32_t*>(codePoints.constData()) + begin, end - begin));
    }
    return words.join(u" … ");
}

void updateText(Edit& edit, const Document& document, const Text& after)
{
    const Text* const before = document.find<Text>(after.id);
    edit.update(after);
    if (!before || before->text == after.text)
        return;
    const SpanEdit move(before->text, after.text);
    for (const Claim* claim : document.claimsOf(before->caseId)) {
        if (claim->text != after.id)
            continue;
        Claim moved = *claim;
        for (Span& span : moved.spans)
            span = move(span);
        if (moved.spans.size() > 1) // those that are gone, while others are left
            std::erase_if(moved.spans, [&](const Span& span) {
                return span.begin == span.end && !hasLostItsWords(moved);
            });
        const QString was = wordsBefore(*claim).value_or(wordsAt(before->text, claim->spans));
        if (wordsAt(after.text, moved.spans) == was)
            moved.other.erase(wordsKey);
        else
            moved.other[wordsKey] = was.toStdString();
        if (moved != *claim)
            edit.update(moved);
    }
}

std::optional<QString> wordsBefore(const Claim& claim)
{
    const auto found = claim.other.find(wordsKey);
    if (found == claim.other.end() || !found->is_string())
        return std::nullopt;
    return QString::fromStdString(found->get<std::string>());
}

bool hasLostItsWords(const Claim& claim)
{
    return std::ranges::all_of(claim.spans,
                               [](const Span& span) { return span.begin >= span.end; });
}

} // namespace project
