// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/expected.h"
#include "explain/explanation.h"
#include "explain/ops/null_band.h"
#include "explain/sample.h"

#include <QObject>

#include <optional>
#include <vector>

namespace app {

/// What a panel is about: one method on the open case, and how far its run has come. Old results
/// stay until new ones are there. [gui thread]
class PanelRun final : public QObject {
    Q_OBJECT
public:
    enum class State { Empty, NotApplicable, Waiting, Ready, Stale, Cancelled, Failed };

    /// What it takes before there can be a result.
    enum class Missing { Nothing, Case, Image, Network, LoadedNetwork, Caption, AnyText };

    /// Results with the texts they speak of, which may be older than those being written.
    struct Results {
        std::vector<explain::Explanation> explanations;
        std::vector<explain::Text> texts;
    };

    PanelRun(QString id, QString method, QObject* parent = nullptr);

    const QString& id() const { return m_id; }
    const QString& method() const { return m_method; }
    const QString& network() const { return m_network; }    ///< id; empty: the window's
    bool hasOwnThreshold() const { return m_ownThreshold; } ///< not that of its method elsewhere
    State state() const { return m_state; }

    /// Whether the results are of the text before: a newer run goes on or was cancelled.
    bool isStale() const { return m_state == State::Stale || m_state == State::Cancelled; }
    Missing missing() const { return m_missing; }      ///< where empty
    const QString& reason() const { return m_reason; } ///< why not applicable, failed or empty
    int percent() const { return m_percent; }
    const QString& step() const { return m_step; }
    qint64 ms() const { return m_ms; }  ///< of the last run that ended
    int runs() const { return m_runs; } ///< that have ended well: tells two results apart
    const Results& results() const { return m_results; }
    const std::optional<explain::NullBand>& nullBand() const { return m_nullBand; }

    void setMethod(const QString& method);                      ///< forgets results
    void setNetwork(const QString& network);                    ///< forgets results
    void setOwnThreshold(bool own) { m_ownThreshold = own; }    ///< from the next run on
    void setEmpty(Missing missing, const QString& reason = {}); ///< a reason: it can't be had
    void setNotApplicable(const QString& reason);
    void setRunning(); ///< Waiting where there is nothing to show, else Stale
    void setProgress(int percent, const QString& step);
    void setDone(Results results, qint64 ms);
    void setFailed(const QString& reason);
    void setCancelled(const QString& step);
    void setNullBand(std::optional<explain::NullBand> band);
    void forgetResults(); ///< they are of another image or network

Q_SIGNALS:
    void changed();
    void progressChanged();

private:
    void enter(State state, const QString& reason);

    const QString m_id;
    QString m_method, m_network;
    bool m_ownThreshold = false;
    State m_state = State::Empty;
    Missing m_missing = Missing::Case;
    QString m_reason, m_step;
    int m_percent = 0;
    qint64 m_ms = 0;
    int m_runs = 0;
    Results m_results;
    std::optional<explain::NullBand> m_nullBand;
};

} // namespace app
