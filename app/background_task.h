// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/expected.h"
#include "explain/progress.h"

#include <QFuture>
#include <QObject>
#include <QThreadPool>

#include <functional>
#include <optional>

namespace app {

/// Something that may take longer than a second, beside the window: one at a time, told how far it
/// is, and stopped when that is wanted. [gui thread]
class BackgroundTask final : public QObject {
    Q_OBJECT
public:
    using Outcome = std::optional<explain::Error>;
    using Work = std::function<Outcome(const explain::Progress&)>; ///< [worker thread]

    explicit BackgroundTask(QObject* parent = nullptr);
    ~BackgroundTask() override; ///< cancels and waits

    /// \p work sees nothing that changes meanwhile. \p then gets its error; Cancelled where it was.
    void start(const QString& title, Work work, std::function<void(const Outcome&)> then);
    void cancel();
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    void progress(const QString& title, double fraction);
    void finished();

private:
    QThreadPool m_pool; ///< of one thread
    QFuture<void> m_future;
    bool m_running = false;
};

} // namespace app
