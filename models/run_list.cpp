// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/run_list.h"

#include <QFutureWatcher>

#include <algorithm>

namespace models {
namespace {

constexpr int keptEndedRuns = 100;

bool isOpen(RunList::State state)
{
    return state == RunList::State::Waiting || state == RunList::State::Running;
}

} // namespace

int RunList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_runs.size());
}

QVariant RunList::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Run& run = m_runs[index.row()];
    switch (role) {
    case Qt::DisplayRole: return run.title;
    case IdRole: return run.id;
    case StateRole: return QVariant::fromValue(run.state);
    case PercentRole: return run.percent;
    case StepRole: return run.step;
    case ErrorRole: return run.error;
    case MsRole: return run.state == State::Running ? run.clock.elapsed() : run.ms;
    default: return {};
    }
}

QHash<int, QByteArray> RunList::roleNames() const
{
    return {{Qt::DisplayRole, "title"},
            {IdRole, "id"},
            {StateRole, "state"},
            {PercentRole, "percent"},
            {StepRole, "step"},
            {ErrorRole, "error"},
            {MsRole, "ms"}};
}

QUuid RunList::follow(const QString& title, QFuture<RunOutcome> future)
{
    const QUuid id = QUuid::createUuid();
    beginInsertRows({}, rowCount(), rowCount());
    m_runs.append({.id = id, .title = title, .future = future});
    endInsertRows();
    Q_EMIT unfinishedChanged(unfinished());

    auto* watcher = new QFutureWatcher<RunOutcome>(this);
    connect(watcher, &QFutureWatcherBase::progressRangeChanged, this, [this, id] { start(id); });
    connect(watcher, &QFutureWatcherBase::progressValueChanged, this,
            [this, id, watcher](int percent) { progress(id, percent, watcher->progressText()); });
    connect(watcher, &QFutureWatcherBase::canceled, this, [this, id] { finish(id); });
    connect(watcher, &QFutureWatcherBase::finished, this, [this, id, watcher] {
        finish(id);
        watcher->deleteLater();
    });
    watcher->setFuture(future); // last: what has happened already is then told as well
    return id;
}

void RunList::cancel(QUuid id)
{
    const int row = rowOf(id);
    if (row < 0 || !isOpen(m_runs[row].state))
        return;
    m_runs[row].future.cancel();
    finish(id);
}

void RunList::cancelAll()
{
    const QList<Run> runs = m_runs; // rows may be forgotten meanwhile
    for (const Run& run : runs)
        cancel(run.id);
}

void RunList::remove(QUuid id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    const bool wasOpen = isOpen(m_runs[row].state);
    m_runs[row].future.cancel();
    beginRemoveRows({}, row, row);
    m_runs.removeAt(row);
    endRemoveRows();
    if (wasOpen)
        Q_EMIT unfinishedChanged(unfinished());
}

int RunList::unfinished() const
{
    return int(std::ranges::count_if(m_runs, isOpen, &Run::state));
}

int RunList::rowOf(QUuid id) const
{
    const auto it = std::ranges::find(m_runs, id, &Run::id);
    return it == m_runs.end() ? -1 : int(it - m_runs.begin());
}

void RunList::start(QUuid id)
{
    const int row = rowOf(id);
    if (row < 0 || m_runs[row].state != State::Waiting)
        return;
    m_runs[row].state = State::Running;
    m_runs[row].clock.start();
    Q_EMIT dataChanged(index(row), index(row), {StateRole, MsRole});
}

void RunList::progress(QUuid id, int percent, const QString& step)
{
    const int row = rowOf(id);
    if (row < 0 || !isOpen(m_runs[row].state))
        return;
    m_runs[row].percent = percent;
    if (!step.isEmpty())
        m_runs[row].step = step;
    Q_EMIT dataChanged(index(row), index(row), {PercentRole, StepRole, MsRole});
}

void RunList::finish(QUuid id)
{
    const int row = rowOf(id);
    if (row < 0 || !isOpen(m_runs[row].state))
        return; // its cancelling was told when it was asked for
    const QFuture<RunOutcome> future = m_runs[row].future;
    const bool hasOutcome = !future.isCanceled() && future.isValid() && future.resultCount() > 0;
    const RunOutcome outcome = hasOutcome ? future.result() : explain::cancelledError;
    m_runs[row].future = {}; // the explanations are now whoever's asked for them
    if (outcome) {
        end(row, State::Done);
        Q_EMIT explained(id, *outcome);
    } else if (outcome.error().kind == explain::Error::Kind::Cancelled) {
        const QString step = m_runs[row].step;
        end(row, State::Cancelled);
        Q_EMIT cancelled(id, step);
    } else {
        m_runs[row].error = QString::fromStdString(outcome.error().message);
        end(row, State::Failed);
        Q_EMIT failed(id, outcome.error());
    }
    forgetOldest();
}

void RunList::end(int row, State state)
{
    Run& run = m_runs[row];
    run.ms = run.clock.isValid() ? run.clock.elapsed() : 0;
    run.state = state;
    if (state == State::Done)
        run.percent = 100;
    Q_EMIT dataChanged(index(row), index(row));
    Q_EMIT unfinishedChanged(unfinished());
}

void RunList::forgetOldest()
{
    while (rowCount() - unfinished() > keptEndedRuns) {
        const auto oldest =
            std::ranges::find_if(m_runs, [](const Run& run) { return !isOpen(run.state); });
        remove(oldest->id);
    }
}

} // namespace models
