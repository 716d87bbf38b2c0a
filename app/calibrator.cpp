// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/calibrator.h"

#include "app/calibrate_cases.h"
#include "explain/apply.h"

#include <QFutureWatcher>
#include <QtConcurrent>

#include <cmath>

namespace app {
namespace {

constexpr int steps = 1000; ///< of a future's progress
constexpr qint64 tellAfterMs = 4000;
constexpr uint64_t seed = phantom::firstHeldOutSeed + 1; ///< a trainer's curve looks at the first

explain::Expected<calibration::Cases> casesOf(const CalibrationJob& job)
{
    if (!job.folder.empty())
        return casesIn(job.folder, job.domain, job.cases);
    return phantomsFor(job.network->info(), job.domain, seed, job.cases, 0);
}

/// [worker thread]
void work(QPromise<CalibrationOutcome>& promise, const CalibrationJob& job)
{
    promise.setProgressRange(0, steps);
    const explain::Progress progress{
        .report =
            [&](double fraction, std::string_view step) {
                promise.setProgressValueAndText(
                    int(steps * fraction), QString::fromUtf8(step.data(), qsizetype(step.size())));
            },
        .cancelled = [&] { return promise.isCanceled(); }};
    try {
        const auto cases = casesOf(job);
        promise.addResult(cases ? calibration::run(job.network, *cases, job.options, progress)
                                : CalibrationOutcome(cases.error()));
    } catch (...) {
        promise.addResult(explain::errorFromException("calibration"));
    }
}

} // namespace

QString timeLeft(double fraction, qint64 elapsedMs)
{
    if (elapsedMs < tellAfterMs || fraction < 0.01)
        return {};
    const double seconds = double(elapsedMs) / 1000 * (1 - fraction) / fraction;
    if (seconds < 60) // in tens, so that it does not flicker
        return QObject::tr("%1 s left").arg(std::max(10, int(std::ceil(seconds / 10)) * 10));
    return QObject::tr("%1 min left").arg(int(std::ceil(seconds / 60)));
}

Calibrator::Calibrator(QObject* parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowPriority);
}

Calibrator::~Calibrator()
{
    m_future.cancel();
    m_pool.waitForDone();
}

void Calibrator::start(const CalibrationJob& job)
{
    if (m_running)
        return;
    m_running = true;
    m_fraction = 0;
    m_clock.start();
    auto* watcher = new QFutureWatcher<CalibrationOutcome>(this);
    connect(watcher, &QFutureWatcherBase::progressValueChanged, this, [this, watcher](int value) {
        m_fraction = double(value) / steps;
        Q_EMIT progress(m_fraction, watcher->progressText(),
                        timeLeft(m_fraction, m_clock.elapsed()));
    });
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        finish();
    });
    m_future = QtConcurrent::run(&m_pool, work, job);
    watcher->setFuture(m_future);
}

void Calibrator::cancel()
{
    m_future.cancel();
}

void Calibrator::finish()
{
    m_running = false;
    if (m_future.isCanceled() || m_future.resultCount() == 0) {
        Q_EMIT failed(explain::cancelledError);
        return;
    }
    const CalibrationOutcome outcome = m_future.result();
    if (outcome)
        Q_EMIT done(std::make_shared<const calibration::Result>(*outcome));
    else
        Q_EMIT failed(outcome.error());
}

} // namespace app
