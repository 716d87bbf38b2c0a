// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QHash>
#include <QUuid>

namespace models {

/// A list whose rows are known by the ids of the rows of a project that they show: rows move, ids
/// stay. Whoever derives says what a row holds. [gui thread]
class KeyedList : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    int rowOf(const QUuid& id) const { return m_rows.value(id, -1); } ///< -1: no such row
    QUuid idAt(int row) const { return m_ids.value(row); }            ///< null: no such row
    const QList<QUuid>& ids() const { return m_ids; }

protected:
    /// Removes, moves and inserts rows until they are \p wanted, a stretch at a time. Data of old
    /// and of new ids must be at hand meanwhile. \returns whether anything was to be done
    bool setIds(const QList<QUuid>& wanted);
    void replaceIds(const QList<QUuid>& wanted); ///< between begin- and endResetModel()

private:
    bool removeOthers(const QList<QUuid>& wanted);
    void move(int from, int to);
    void insert(int at, const QList<QUuid>& ids);
    void countRows();

    QList<QUuid> m_ids;
    QHash<QUuid, int> m_rows;
};

} // namespace models
