// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/run_queue.h"

#include <QAbstractListModel>
#include <QElapsedTimer>
#include <QUuid>

namespace models {

/// The runs of the session, oldest first; one row a run. A run is known by its id: rows move. Only
/// the newest hundred ended runs are kept. [gui thread]
class RunList final : public QAbstractListModel {
    Q_OBJECT
public:
    enum class State { Waiting, Running, Done, Failed, Cancelled };
    Q_ENUM(State)
    enum Role {
        IdRole = Qt::UserRole + 1, ///< QUuid
        StateRole,                 ///< State
        PercentRole,               ///< int, 0..100
        StepRole,                  ///< QString, what it is doing or was doing last
        ErrorRole,                 ///< QString, empty unless failed
        MsRole                     ///< qint64, from its start to its end or to now
    };

    using QAbstractListModel::QAbstractListModel;
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    QUuid follow(const QString& title, QFuture<RunOutcome> future); ///< adds its row
    void cancel(QUuid id); ///< told at once by cancelled(); nothing where it has ended
    void cancelAll();
    void remove(QUuid id);  ///< cancels the run where it still goes on, and forgets it at once
    int unfinished() const; ///< runs that wait or go on

Q_SIGNALS:
    void explained(QUuid id, const std::vector<explain::Explanation>& explanations);
    void failed(QUuid id, const explain::Error& error);
    void cancelled(QUuid id, const QString& step); ///< \p step: what it was doing
    void unfinishedChanged(int count);

private:
    struct Run {
        QUuid id;
        QString title;
        QFuture<RunOutcome> future;
        State state = State::Waiting;
        int percent = 0;
        QString step;
        QString error;
        QElapsedTimer clock; ///< since its start
        qint64 ms = 0;       ///< once it has ended
    };
    int rowOf(QUuid id) const; ///< -1: removed
    void start(QUuid id);
    void progress(QUuid id, int percent, const QString& step);
    void finish(QUuid id);
    void end(int row, State state);
    void forgetOldest();

    QList<Run> m_runs;
};

} // namespace models
