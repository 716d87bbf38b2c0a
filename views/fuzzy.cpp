// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/fuzzy.h"

#include <algorithm>
#include <numeric>

namespace views {
namespace {

bool startsWord(const QString& text, qsizetype at)
{
    return at == 0 || !text[at - 1].isLetterOrNumber();
}

/// Letters in order, each at the next place that \p allowed takes; empty: they are not there.
template <class Allowed>
QList<int> inOrder(const QString& pattern, const QString& text, Allowed allowed)
{
    QList<int> places;
    qsizetype at = 0;
    for (const QChar letter : pattern) {
        if (letter.isSpace())
            continue;
        while (at < text.size() && (text[at] != letter || !allowed(places, at)))
            ++at;
        if (at == text.size())
            return {};
        places.append(int(at++));
    }
    return places;
}

int spread(const QList<int>& places)
{
    return places.last() - places.first() - int(places.size()) + 1;
}

} // namespace

int fuzzyScore(const QString& pattern, const QString& text, QList<int>* matched)
{
    QList<int> ignored;
    QList<int>& places = matched ? *matched : ignored;
    places.clear();
    const QString wanted = pattern.simplified().toCaseFolded(), all = text.toCaseFolded();
    if (wanted.isEmpty())
        return 1;
    qsizetype piece = all.indexOf(wanted);
    for (qsizetype next = piece; next >= 0; next = all.indexOf(wanted, next + 1)) {
        if (startsWord(all, next)) {
            piece = next;
            break;
        }
    }
    if (piece >= 0) {
        places.resize(wanted.size());
        std::iota(places.begin(), places.end(), int(piece));
        const int early = int(std::min<qsizetype>(piece, 99));
        return (startsWord(all, piece) ? 1000 : 700) - early;
    }
    places = inOrder(wanted, all, [&](const QList<int>& before, qsizetype at) {
        return startsWord(all, at) || (!before.isEmpty() && before.last() == at - 1);
    });
    if (!places.isEmpty())
        return std::max(500 - spread(places), 200);
    places = inOrder(wanted, all, [](const QList<int>&, qsizetype) { return true; });
    return places.isEmpty() ? 0 : std::max(199 - spread(places), 1);
}

} // namespace views
