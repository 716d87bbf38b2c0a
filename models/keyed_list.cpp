// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/keyed_list.h"

#include <QSet>

#include <algorithm>

namespace models {

int KeyedList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_ids.size());
}

bool KeyedList::setIds(const QList<QUuid>& wanted)
{
    if (wanted == m_ids)
        return false;
    removeOthers(wanted);
    const QSet<QUuid> kept(m_ids.cbegin(), m_ids.cend());
    for (int i = 0; i < wanted.size(); ++i) {
        if (i < m_ids.size() && m_ids[i] == wanted[i])
            continue;
        if (!kept.contains(wanted[i])) {
            int end = i + 1;
            while (end < wanted.size() && !kept.contains(wanted[end]))
                ++end;
            insert(i, wanted.mid(i, end - i));
            i = end - 1;
        } else if (i + 1 < m_ids.size() && m_ids[i + 1] == wanted[i]) {
            // One row went down, so that the others need not go up.
            const auto place = wanted.indexOf(m_ids[i]);
            move(i, int(std::min(place, m_ids.size() - 1)));
            --i;
        } else {
            move(int(m_ids.indexOf(wanted[i], i)), i);
        }
    }
    return true;
}

void KeyedList::replaceIds(const QList<QUuid>& wanted)
{
    m_ids = wanted;
    countRows();
}

bool KeyedList::removeOthers(const QList<QUuid>& wanted)
{
    const QSet<QUuid> stay(wanted.cbegin(), wanted.cend());
    const auto goes = [&](int row) { return !stay.contains(m_ids[row]); };
    bool any = false;
    for (int last = int(m_ids.size()) - 1; last >= 0; --last) {
        if (!goes(last))
            continue;
        int first = last;
        while (first > 0 && goes(first - 1))
            --first;
        beginRemoveRows({}, first, last);
        m_ids.remove(first, last - first + 1);
        countRows();
        endRemoveRows();
        last = first;
        any = true;
    }
    return any;
}

void KeyedList::move(int from, int to)
{
    beginMoveRows({}, from, from, {}, to > from ? to + 1 : to); // Qt counts before the move
    m_ids.move(from, to);
    countRows();
    endMoveRows();
}

void KeyedList::insert(int at, const QList<QUuid>& ids)
{
    beginInsertRows({}, at, at + int(ids.size()) - 1);
    m_ids = m_ids.mid(0, at) + ids + m_ids.mid(at);
    countRows();
    endInsertRows();
}

void KeyedList::countRows()
{
    m_rows.clear();
    m_rows.reserve(m_ids.size());
    for (int row = 0; row < m_ids.size(); ++row)
        m_rows.insert(m_ids[row], row);
}

} // namespace models
