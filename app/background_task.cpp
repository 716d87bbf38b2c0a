// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/background_task.h"

#include "explain/apply.h"

#include <QFutureWatcher>
#include <QtConcurrent>

#include <utility>

namespace app {
namespace {

constexpr int steps = 1000; ///< of a future's progress

} // namespace

BackgroundTask::BackgroundTask(QObject* parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

BackgroundTask::~BackgroundTask()
{
    cancel();
    m_pool.waitForDone();
}

void BackgroundTask::start(const QString& title, Work work,
                           std::function<void(const Outcome&)> then)
{
    Q_ASSERT(!m_running);
    m_running = true;
    auto* watcher = new QFutureWatcher<void>(this);
    // Beside the promise, which keeps nothing once it was cancelled: the work may be done all the
    // same.
    auto outcome = std::make_shared<Outcome>();
    connect(watcher, &QFutureWatcherBase::progressValueChanged, this,
            [this, title](int value) { Q_EMIT progress(title, double(value) / steps); });
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, outcome, then] {
        watcher->deleteLater();
        m_running = false;
        Q_EMIT finished();
        then(*outcome);
    });
    m_future =
        QtConcurrent::run(&m_pool, [work = std::move(work), outcome](QPromise<void>& promise) {
            promise.setProgressRange(0, steps);
            const explain::Progress told{.report =
                                             [&](double fraction, std::string_view) {
                                                 promise.setProgressValue(int(steps * fraction));
                                             },
                                         .cancelled = [&] { return promise.isCanceled(); }};
            try {
                *outcome = work(told);
            } catch (...) {
                *outcome = explain::errorFromException("task");
            }
        });
    watcher->setFuture(m_future);
    Q_EMIT progress(title, 0);
}

void BackgroundTask::cancel()
{
    m_future.cancel();
}

} // namespace app
