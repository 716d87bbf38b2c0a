// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/apply.h"

#include <QFuture>
#include <QObject>

#include <map>
#include <memory>
#include <string>

namespace models {

/// All that one run needs, copied on the GUI thread. The worker sees nothing else: no locks.
struct RunRequest {
    enum class Priority { Interactive, Background };

    QString panel; ///< a newer request for it replaces the older one; empty: stands alone
    Priority priority = Priority::Interactive;
    const explain::Method* method = nullptr; ///< from explain::methods(), lives for ever
    explain::Context context;                ///< its progress is set by the queue
};
using RunOutcome = explain::Expected<std::vector<explain::Explanation>>;

/// Runs requests one after another on each device (that of the role "network"), so that no two of
/// them fight for its memory. Interactive requests go before waiting background ones, and a
/// background run lets them go first whenever it reports. [gui thread]
class RunQueue final : public QObject {
    Q_OBJECT
public:
    explicit RunQueue(QObject* parent = nullptr);
    ~RunQueue() override; ///< cancels what is left and waits for it

    /// Progress is 0..100, the step its text; its range is set when the run begins. Cancelling the
    /// future is told at once and heeded at the run's next check; it then finishes without a
    /// result.
    QFuture<RunOutcome> submit(RunRequest request);

    /// Cancels whatever waits or runs for \p panel.
    void cancel(const QString& panel);

private:
    struct Job;
    class Device; ///< one thread and what waits for it
    struct Open {
        QString panel;
        QFuture<RunOutcome> future;
    };

    Device& deviceOf(const RunRequest& request);

    std::map<std::string, std::unique_ptr<Device>> m_devices; ///< by name: "cpu", "cuda:0"
    QList<Open> m_open;
};

} // namespace models
