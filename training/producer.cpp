// SPDX-License-Identifier: Apache-2.0
#include "training/producer.h"

#include <c10/util/ParallelGuard.h>

#include <chrono>

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace training {

Producer::Producer(const BatchMaker& maker, const Schedule& schedule, int64_t from)
    : m_thread([this, &maker, &schedule, from] { run(maker, schedule, from); })
{
}

Producer::~Producer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

Batch Producer::take()
{
    const auto start = std::chrono::steady_clock::now();
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_ready.empty() || m_failure; });
    m_waited += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (m_ready.empty())
        std::rethrow_exception(m_failure);
    Batch batch = std::move(m_ready.front());
    m_ready.pop_front();
    lock.unlock();
    m_changed.notify_all();
    return batch;
}

void Producer::run(const BatchMaker& maker, const Schedule& schedule, int64_t from)
{
    // A thread has a priority of its own on Linux; a little lower, so that it fills gaps.
    ::setpriority(PRIO_PROCESS, id_t(::syscall(SYS_gettid)), ::getpriority(PRIO_PROCESS, 0) + 2);
    const c10::ParallelGuard alone(true); // its few tensor calls stay on this thread
    try {
        for (int64_t step = from; step < schedule.steps(); ++step) {
            Batch batch = maker.make(schedule.plan(step));
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return m_stop || m_ready.size() < mostReady; });
            if (m_stop)
                return;
            m_ready.push_back(std::move(batch));
            lock.unlock();
            m_changed.notify_all();
        }
    } catch (...) {
        const std::lock_guard lock(m_mutex);
        m_failure = std::current_exception();
        m_changed.notify_all();
    }
}

} // namespace training
