// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/expected.h"
#include "project/recorder.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace project {

/// The thread that writes a project's file. What fails is tried again until it works or the writer
/// stops; what comes meanwhile waits in memory.
class Writer {
public:
    using Batch = std::vector<Action>; ///< of one transaction
    /// Told on the writer's thread how each attempt ended and whether that was the last batch.
    using Report = std::function<void(const std::optional<explain::Error>& error, bool isLast)>;

    /// \param first what to do with the open file before anything is written to it
    Writer(const QString& file, std::deque<Batch> queue, std::function<void()> first,
           Report report);
    ~Writer(); ///< stop()

    /// Why the file could not be opened for writing at first: then each attempt opens it again.
    const std::optional<explain::Error>& openingError() const { return m_openingError; }

    /// Takes a batch once all earlier ones are durable, so that a crash costs no more than this
    /// one; does not wait where writing fails.
    void push(Batch batch);

    /// Waits until all is durable, or an attempt from now on has failed: then why.
    std::optional<explain::Error> flush();

    /// Tries once what is left, then leaves one clean file. Returns what could not be written.
    std::deque<Batch> stop();

    qint64 pending() const; ///< actions that are not durable

private:
    void work(const std::function<void()>& first);
    std::optional<explain::Error> attempt(const Batch& batch);

    const QString m_file;
    const Report m_report;
    std::optional<Recorder> m_recorder; ///< the thread's own
    std::optional<explain::Error> m_openingError;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake; ///< the thread: something to do
    std::condition_variable m_done; ///< the others: an attempt has ended
    std::deque<Batch> m_queue;
    std::optional<explain::Error> m_failure; ///< of the last attempt
    bool m_hurry = false;                    ///< somebody waits for an attempt
    qint64 m_begun = 0, m_ended = 0;         ///< attempts, counted
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace project
