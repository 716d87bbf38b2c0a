// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "training/batch_maker.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

namespace training {

/// Makes the batches of a schedule, in order, on a thread of its own, a few ahead of whoever takes
/// them. It yields to the training threads where the system allows.
class Producer {
public:
    /// \param from the first step
    /// \p maker and \p schedule outlive the producer.
    Producer(const BatchMaker& maker, const Schedule& schedule, int64_t from);
    ~Producer();
    Producer(const Producer&) = delete;

    /// The next batch; waits for it. Throws what making it threw.
    Batch take();

    /// Seconds spent waiting in take().
    double waited() const { return m_waited; }

private:
    void run(const BatchMaker& maker, const Schedule& schedule, int64_t from);

    static constexpr std::size_t mostReady = 4;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Batch> m_ready;
    std::exception_ptr m_failure;
    bool m_stop = false;
    double m_waited = 0;
    std::thread m_thread; ///< last: it starts when all else is there
};

} // namespace training
