// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/history_list.h"

#include <numeric>

namespace project {

int HistoryList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_steps.size());
}

QVariant HistoryList::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Step& one = step(index.row());
    switch (role) {
    case Qt::DisplayRole: return one.name;
    case UndoneRole: return index.row() >= m_done;
    case CurrentRole: return index.row() == m_done - 1;
    case TimeRole: return QDateTime::fromMSecsSinceEpoch(one.time);
    default: return {};
    }
}

QHash<int, QByteArray> HistoryList::roleNames() const
{
    return {{Qt::DisplayRole, "name"},
            {UndoneRole, "undone"},
            {CurrentRole, "current"},
            {TimeRole, "time"}};
}

void HistoryList::reset(std::deque<Step> steps, int done)
{
    beginResetModel();
    m_steps = std::move(steps);
    m_done = done;
    m_bytes = std::accumulate(m_steps.begin(), m_steps.end(), qint64(0),
                              [](qint64 sum, const Step& one) { return sum + one.bytes; });
    endResetModel();
}

void HistoryList::append(Step step)
{
    beginInsertRows({}, rowCount(), rowCount());
    m_bytes += step.bytes;
    m_steps.push_back(std::move(step));
    m_done = rowCount();
    endInsertRows();
    told();
}

void HistoryList::replace(int row, Step step)
{
    m_bytes += step.bytes - m_steps[std::size_t(row)].bytes;
    m_steps[std::size_t(row)] = std::move(step);
    Q_EMIT dataChanged(index(row), index(row));
}

void HistoryList::remove(int first, int count)
{
    if (count <= 0)
        return;
    beginRemoveRows({}, first, first + count - 1);
    for (int row = first; row < first + count; ++row)
        m_bytes -= step(row).bytes;
    m_steps.erase(m_steps.begin() + first, m_steps.begin() + first + count);
    m_done = m_done <= first ? m_done : std::max(first, m_done - count);
    endRemoveRows();
    told();
}

void HistoryList::setDone(int done)
{
    if (done == m_done)
        return;
    m_done = done;
    told();
}

void HistoryList::fill(int row, std::vector<Change> changes)
{
    m_steps[std::size_t(row)].changes = std::move(changes);
}

void HistoryList::told()
{
    if (!m_steps.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {UndoneRole, CurrentRole});
}

} // namespace project
