// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/word_diff.h"

#include <algorithm>

namespace views {
namespace {

constexpr qsizetype mostCells = 1'000'000; ///< of the table of common parts

/// Words [from, until) of each text, none of which are in the other: in order, then alone.
void addReplaced(QList<WordPair>& pairs, WordPair from, WordPair until)
{
    while (from.before < until.before && from.after < until.after)
        pairs.append({from.before++, from.after++});
    while (from.before < until.before)
        pairs.append({from.before++, -1});
    while (from.after < until.after)
        pairs.append({-1, from.after++});
}

/// The longest common subsequence of two short texts.
QList<WordPair> commonOf(const QStringList& before, const QStringList& after)
{
    const qsizetype columns = after.size() + 1;
    QList<int> longest((before.size() + 1) * columns, 0); // of what is left from there
    for (qsizetype i = before.size() - 1; i >= 0; --i)
        for (qsizetype j = after.size() - 1; j >= 0; --j)
            longest[i * columns + j] = before[i] == after[j]
                ? longest[(i + 1) * columns + j + 1] + 1
                : std::max(longest[(i + 1) * columns + j], longest[i * columns + j + 1]);
    QList<WordPair> pairs;
    for (qsizetype i = 0, j = 0; i < before.size() && j < after.size();) {
        if (before[i] == after[j])
            pairs.append({int(i++), int(j++)});
        else if (longest[(i + 1) * columns + j] >= longest[i * columns + j + 1])
            ++i;
        else
            ++j;
    }
    return pairs;
}

} // namespace

QList<WordPair> alignWords(const QList<Word>& before, const QList<Word>& after)
{
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype head = 0, tail = 0;
    while (head < shorter && before[head].text == after[head].text)
        ++head;
    while (tail < shorter - head
           && before[before.size() - 1 - tail].text == after[after.size() - 1 - tail].text)
        ++tail;
    const auto middle = [head, tail](const QList<Word>& words) {
        QStringList texts;
        for (qsizetype i = head; i < words.size() - tail; ++i)
            texts.append(words[i].text);
        return texts;
    };
    const QStringList from = middle(before), to = middle(after);

    QList<WordPair> pairs;
    for (int i = 0; i < head; ++i)
        pairs.append({i, i});
    WordPair next{int(head), int(head)};
    if (from.size() * to.size() <= mostCells)
        for (const WordPair& common : commonOf(from, to)) {
            const WordPair at{int(head) + common.before, int(head) + common.after};
            addReplaced(pairs, next, at);
            pairs.append(at);
            next = {at.before + 1, at.after + 1};
        }
    addReplaced(pairs, next, {int(head + from.size()), int(head + to.size())});
    for (qsizetype i = tail; i > 0; --i)
        pairs.append({int(before.size() - i), int(after.size() - i)});
    return pairs;
}

void markChanges(const QList<Word>& before, QList<Word>& after)
{
    for (const WordPair& pair : alignWords(before, after))
        if (pair.after >= 0)
            after[pair.after].before = pair.before < 0 ? std::numeric_limits<double>::quiet_NaN()
                                                       : before[pair.before].value;
}

} // namespace views
