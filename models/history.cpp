// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history.h"

#include <QElapsedTimer>
#include <QUndoCommand>

#include <algorithm>

namespace models {
namespace {

class Action final : public QUndoCommand {
public:
    Action(const QString& name, std::function<void()> redo, std::function<void()> undo)
        : QUndoCommand(name), m_redo(std::move(redo)), m_undo(std::move(undo))
    {
    }
    void redo() override { m_redo(); }
    void undo() override { m_undo(); }

private:
    std::function<void()> m_redo, m_undo;
};

class Change final : public QUndoCommand {
public:
    Change(const QString& name, QString key, QVariant before, QVariant after,
           std::function<void(const QVariant&)> apply, qint64 atMs)
        : QUndoCommand(name), m_key(std::move(key)), m_before(std::move(before)),
          m_after(std::move(after)), m_apply(std::move(apply)), m_atMs(atMs)
    {
    }
    int id() const override { return 1; } // a Change: Qt asks these whether they merge
    void redo() override { m_apply(m_after); }
    void undo() override { m_apply(m_before); }
    bool mergeWith(const QUndoCommand* next) override
    {
        const auto& later = static_cast<const Change&>(*next);
        if (later.m_key != m_key || later.m_atMs - m_atMs > History::mergeWithinMs)
            return false;
        m_after = later.m_after;
        m_atMs = later.m_atMs;
        setObsolete(m_after == m_before);
        return true;
    }

private:
    QString m_key;
    QVariant m_before, m_after;
    std::function<void(const QVariant&)> m_apply;
    qint64 m_atMs; ///< of the last change in it
};

constexpr int longest = 1000; // steps; texts are small, a removed picture is not

} // namespace

History::History(QObject* parent) : QAbstractListModel(parent)
{
    QElapsedTimer timer;
    timer.start();
    m_clock = [timer] { return timer.elapsed(); };
    m_stack.setUndoLimit(longest);
    connect(&m_stack, &QUndoStack::indexChanged, this, &History::sync);
}

History::~History()
{
    m_stack.disconnect(this); // a dying stack still says that it was cleared
}

int History::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant History::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole: return m_rows[index.row()];
    case UndoneRole: return index.row() >= m_done;
    case CurrentRole: return index.row() == m_done - 1;
    default: return {};
    }
}

QHash<int, QByteArray> History::roleNames() const
{
    return {{Qt::DisplayRole, "name"}, {UndoneRole, "undone"}, {CurrentRole, "current"}};
}

void History::act(const QString& name, std::function<void()> redo, std::function<void()> undo)
{
    m_stack.push(new Action(name, std::move(redo), std::move(undo)));
}

void History::change(const QString& name, const QString& key, const QVariant& before,
                     const QVariant& after, std::function<void(const QVariant&)> apply)
{
    if (before != after)
        m_stack.push(new Change(name, key, before, after, std::move(apply), m_clock()));
}

void History::goTo(int row)
{
    m_stack.setIndex(row + 1);
}

void History::clear()
{
    m_stack.clear();
}

void History::sync()
{
    QStringList rows;
    for (int i = 0; i < m_stack.count(); ++i)
        rows << m_stack.text(i);
    const auto same = std::ranges::mismatch(m_rows, rows).in1 - m_rows.begin();
    if (same < m_rows.size()) {
        beginRemoveRows({}, int(same), rowCount() - 1);
        m_rows.resize(same);
        endRemoveRows();
    }
    m_done = m_stack.index();
    if (same < rows.size()) {
        beginInsertRows({}, int(same), int(rows.size()) - 1);
        m_rows = rows;
        endInsertRows();
    }
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {UndoneRole, CurrentRole});
}

} // namespace models
