// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/writer.h"

#include "project/project_file.h"

#include <chrono>

namespace project {
namespace {

constexpr auto retryAfter = std::chrono::seconds(2);

} // namespace

Writer::Writer(const QString& file, std::deque<Batch> queue, std::function<void()> first,
               Report report)
    : m_file(file), m_report(std::move(report)), m_queue(std::move(queue))
{
    try {
        m_recorder.emplace(file);
    } catch (const DatabaseError& error) {
        m_openingError = fileError(file, error);
    }
    m_thread = std::thread([this, todo = std::move(first)] { work(todo); });
}

Writer::~Writer()
{
    stop();
}

void Writer::push(Batch batch)
{
    std::unique_lock lock(m_mutex);
    m_done.wait(lock, [this] { return m_queue.empty() || m_failure; });
    m_queue.push_back(std::move(batch));
    m_wake.notify_one();
}

std::optional<explain::Error> Writer::flush()
{
    std::unique_lock lock(m_mutex);
    if (m_queue.empty())
        return {};
    m_hurry = true;
    m_wake.notify_one();
    m_done.wait(lock, [this, earlier = m_begun] {
        return m_queue.empty() || (m_failure && m_ended > earlier);
    });
    return m_queue.empty() ? std::nullopt : m_failure;
}

std::deque<Writer::Batch> Writer::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_wake.notify_one();
    }
    if (m_thread.joinable())
        m_thread.join();
    return std::exchange(m_queue, {});
}

qint64 Writer::pending() const
{
    const std::lock_guard lock(m_mutex);
    qint64 count = 0;
    for (const Batch& batch : m_queue)
        count += qint64(batch.size());
    return count;
}

void Writer::work(const std::function<void()>& first)
{
    if (first)
        first();
    std::unique_lock lock(m_mutex);
    for (;;) {
        if (m_failure)
            m_wake.wait_for(lock, retryAfter, [this] { return m_hurry || m_stopping; });
        else
            m_wake.wait(lock, [this] { return !m_queue.empty() || m_stopping; });
        if (m_queue.empty())
            break;
        const bool isLastChance = m_stopping;
        m_hurry = false;
        const qint64 number = ++m_begun;
        const Batch& batch = m_queue.front(); // others only add behind it
        lock.unlock();
        std::optional<explain::Error> error = attempt(batch);
        lock.lock();
        if (!error)
            m_queue.pop_front();
        m_failure = error;
        m_ended = number;
        m_done.notify_all();
        m_report(error, m_queue.empty());
        if (error && isLastChance)
            break;
    }
    try {
        if (m_recorder)
            m_recorder->close();
    } catch (const DatabaseError&) {
        // All that was promised is in the file or its log; the next opening tidies up.
    }
    m_recorder.reset();
}

std::optional<explain::Error> Writer::attempt(const Batch& batch)
{
    try {
        if (!m_recorder)
            m_recorder.emplace(m_file);
        m_recorder->write(batch);
        return {};
    } catch (const DatabaseError& error) {
        return fileError(m_file, error);
    }
}

} // namespace project
