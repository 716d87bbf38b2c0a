// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/run_queue.h"

#include <QMutex>
#include <QPromise>
#include <QThreadPool>

#include <algorithm>
#include <deque>

namespace models {

struct RunQueue::Job {
    RunRequest request;
    QPromise<RunOutcome> promise; ///< dropped before its run: cancelled and finished
};

/// One thread, and what waits for it in the order of submission. Its mutex guards that order alone:
/// a job belongs to one thread at a time.
class RunQueue::Device {
public:
    Device() { m_thread.setMaxThreadCount(1); }
    ~Device() { m_thread.waitForDone(); }

    void add(std::unique_ptr<Job> job)
    {
        {
            const QMutexLocker lock(&m_mutex);
            m_waiting.push_back(std::move(job));
        }
        // One start a job; which job that start runs is settled when the thread is free.
        m_thread.start([this] {
            if (auto next = take(RunRequest::Priority::Background))
                run(*next);
        });
    }

    /// Ends the waiting jobs that were cancelled, so that their callers need not wait for the run
    /// before them.
    void dropCancelled()
    {
        std::deque<std::unique_ptr<Job>> dropped; // destroyed after the lock: promises call out
        const QMutexLocker lock(&m_mutex);
        const auto cancelled = std::ranges::stable_partition(
            m_waiting, [](const auto& job) { return !job->promise.isCanceled(); });
        std::ranges::move(cancelled, std::back_inserter(dropped));
        m_waiting.erase(cancelled.begin(), cancelled.end());
    }

private:
    /// The oldest interactive job, else the oldest of all where \p least allows it. Null: none.
    std::unique_ptr<Job> take(RunRequest::Priority least)
    {
        const QMutexLocker lock(&m_mutex);
        auto chosen = std::ranges::find(m_waiting, RunRequest::Priority::Interactive,
                                        [](const auto& job) { return job->request.priority; });
        if (chosen == m_waiting.end() && least == RunRequest::Priority::Background)
            chosen = m_waiting.begin();
        if (chosen == m_waiting.end())
            return nullptr;
        auto job = std::move(*chosen);
        m_waiting.erase(chosen);
        return job;
    }

    void run(Job& job)
    {
        QPromise<RunOutcome>& promise = job.promise;
        if (promise.isCanceled())
            return;
        promise.setProgressRange(0, 100); // tells whoever watches that it begins
        const bool yields = job.request.priority == RunRequest::Priority::Background;
        explain::Progress& progress = job.request.context.progress;
        progress.report = [&, this](double fraction, std::string_view step) {
            // At least 1: a value that does not grow is dropped, and the first step with it.
            const int percent = int(100 * std::clamp(fraction, 0.01, 1.0));
            promise.setProgressValueAndText(percent,
                                            QString::fromUtf8(step.data(), qsizetype(step.size())));
            // More urgent runs are done inside this call, on this thread: the device stays theirs
            // alone, and the stack is what remembers where this one was. They do not yield in turn.
            while (yields && !promise.isCanceled()) {
                const auto urgent = take(RunRequest::Priority::Interactive);
                if (!urgent)
                    break;
                run(*urgent);
            }
        };
        progress.cancelled = [&promise] { return promise.isCanceled(); };
        promise.addResult(explain::apply(*job.request.method, job.request.context));
        promise.finish();
    }

    QMutex m_mutex;
    std::deque<std::unique_ptr<Job>> m_waiting;
    QThreadPool m_thread;
};

RunQueue::RunQueue(QObject* parent) : QObject(parent)
{
}

RunQueue::~RunQueue()
{
    for (Open& open : m_open)
        open.future.cancel();
    for (const auto& [name, device] : m_devices)
        device->dropCancelled();
}

RunQueue::Device& RunQueue::deviceOf(const RunRequest& request)
{
    const auto network = request.context.networks.find("network");
    const bool named = network != request.context.networks.end() && network->second;
    auto& device = m_devices[named ? network->second->info().device : "cpu"];
    if (!device)
        device = std::make_unique<Device>();
    return *device;
}

QFuture<RunOutcome> RunQueue::submit(RunRequest request)
{
    if (!request.panel.isEmpty())
        cancel(request.panel);
    Device& device = deviceOf(request);
    auto job = std::make_unique<Job>(std::move(request));
    const QFuture<RunOutcome> future = job->promise.future();
    job->promise.start(); // Qt waits for no future that has not started
    m_open.append({job->request.panel, future});
    device.add(std::move(job));
    return future;
}

void RunQueue::cancel(const QString& panel)
{
    m_open.removeIf([](const Open& open) { return open.future.isFinished(); });
    for (Open& open : m_open)
        if (open.panel == panel)
            open.future.cancel();
    for (const auto& [name, device] : m_devices)
        device->dropCancelled();
}

} // namespace models
