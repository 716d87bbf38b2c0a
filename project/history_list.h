// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/change.h"

#include <QAbstractListModel>

#include <deque>

namespace project {

/// An action that can be undone.
struct Step {
    qint64 id = 0; ///< ascending
    QString name;
    QString mergeKey = {};
    qint64 time = 0; ///< ms since 1970, of the last action in it
    qint64 bytes = 0;
    std::optional<std::vector<Change>> changes = {}; ///< nothing: they are still in the file
};

/// What was done to the open project, oldest first; rows past the current one were undone. The
/// document writes it, everybody else reads. [gui thread]
class HistoryList final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        UndoneRole = Qt::UserRole + 1, ///< bool
        CurrentRole,                   ///< bool: the last that was done
        TimeRole                       ///< QDateTime
    };
    explicit HistoryList(QObject* parent = nullptr) : QAbstractListModel(parent) { }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    int done() const { return m_done; } ///< how many rows are done
    const Step& step(int row) const { return m_steps[std::size_t(row)]; }
    qint64 bytes() const { return m_bytes; }

private:
    friend class Document;

    void reset(std::deque<Step> steps, int done);
    void append(Step step); ///< done; rows that were undone must be gone
    void replace(int row, Step step);
    void remove(int first, int count);
    void setDone(int done);
    void fill(int row, std::vector<Change> changes); ///< that were in the file
    void told();                                     ///< what is done has changed

    std::deque<Step> m_steps;
    int m_done = 0;
    qint64 m_bytes = 0;
};

} // namespace project
