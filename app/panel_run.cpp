// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panel_run.h"

namespace app {

PanelRun::PanelRun(QString id, QString method, QObject* parent)
    : QObject(parent), m_id(std::move(id)), m_method(std::move(method))
{
}

void PanelRun::enter(State state, const QString& reason)
{
    m_state = state;
    m_reason = reason;
    Q_EMIT changed();
}

void PanelRun::setMethod(const QString& method)
{
    if (method == m_method)
        return;
    m_method = method;
    forgetResults();
}

void PanelRun::setNetwork(const QString& network)
{
    if (network == m_network)
        return;
    m_network = network;
    forgetResults();
}

void PanelRun::forgetResults()
{
    m_results = {};
    m_nullBand.reset();
    enter(State::Empty, {});
}

void PanelRun::setEmpty(Missing missing, const QString& reason)
{
    m_results = {};
    m_missing = missing;
    enter(State::Empty, reason);
}

void PanelRun::setNotApplicable(const QString& reason)
{
    m_results = {};
    enter(State::NotApplicable, reason);
}

void PanelRun::setRunning()
{
    m_percent = 0;
    m_step.clear();
    enter(m_results.explanations.empty() ? State::Waiting : State::Stale, {});
}

void PanelRun::setProgress(int percent, const QString& step)
{
    m_percent = percent;
    m_step = step;
    Q_EMIT progressChanged();
}

void PanelRun::setDone(Results results, qint64 ms)
{
    m_results = std::move(results);
    m_ms = ms;
    ++m_runs;
    enter(State::Ready, {});
}

void PanelRun::setFailed(const QString& reason)
{
    m_results = {};
    enter(State::Failed, reason);
}

void PanelRun::setCancelled(const QString& step)
{
    m_step = step;
    enter(State::Cancelled, step);
}

void PanelRun::setNullBand(std::optional<explain::NullBand> band)
{
    m_nullBand = std::move(band);
    Q_EMIT changed();
}

} // namespace app
