// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calibration/bench.h"
#include "models/network_loader.h"

#include <QElapsedTimer>
#include <QFuture>
#include <QObject>
#include <QThreadPool>

#include <memory>

namespace app {

/// What is to be measured with which network.
struct CalibrationJob {
    models::NetworkPointer network;
    std::string domain; ///< of phantoms; empty: the cases of `folder` are of one domain
    std::string folder; ///< with truth.jsonl; empty: phantoms
    int64_t cases = 0;
    calibration::Options options;
};
using CalibrationOutcome = explain::Expected<calibration::Result>;

/// "3 min left", by how long \p fraction of the work took; empty: too early to tell.
QString timeLeft(double fraction, qint64 elapsedMs);

/// Measures one job at a time beside the GUI thread, below everything else. [gui thread]
class Calibrator final : public QObject {
    Q_OBJECT
public:
    explicit Calibrator(QObject* parent = nullptr);
    ~Calibrator() override; ///< cancels and waits

    void start(const CalibrationJob& job); ///< not while one goes on
    void cancel();                         ///< answered by failed() with a Cancelled error
    bool isRunning() const { return m_running; }
    double fraction() const { return m_fraction; }

Q_SIGNALS:
    void progress(double fraction, const QString& step, const QString& left);
    void done(std::shared_ptr<const calibration::Result> result);
    void failed(const explain::Error& error);

private:
    void finish();

    QThreadPool m_pool; ///< of one thread
    QFuture<CalibrationOutcome> m_future;
    QElapsedTimer m_clock;
    double m_fraction = 0;
    bool m_running = false;
};

} // namespace app
