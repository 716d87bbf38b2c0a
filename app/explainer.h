// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/panel_run.h"
#include "models/run_list.h"

#include <QHash>

namespace app {

/// Puts runs into the queue and brings what they find to where it is wanted: the panels, the maps
/// of single words, the null bands. What comes too late, for a case or a network that is not open
/// any more, is dropped. [gui thread]
class Explainer final : public QObject {
    Q_OBJECT
public:
    explicit Explainer(QObject* parent = nullptr);
    ~Explainer() override;

    models::RunList& runs() { return m_runs; }

    /// Runs \p method for \p panel; a run of it that still goes on is replaced.
    void run(PanelRun* panel, const explain::Method& method, explain::Context context);

    /// The patch maps of all words of the captions in \p context, beside everything else.
    /// \param network  of \p context, as wordMap() is asked for them; empty: the window's
    void findWordMaps(const QString& network, const explain::Method& method,
                      explain::Context context);

    void forgetWordMaps(); ///< they were made otherwise than the next ones will be

    /// The null band of a panel's method, once for the same \p question.
    void findNullBand(PanelRun* panel, const explain::Method& method, explain::Context context,
                      const QString& question);

    void stop(PanelRun* panel);   ///< the panel is told
    void remove(PanelRun* panel); ///< nobody is told
    void reset();                 ///< another image or network: ends all, forgets all

    /// The patch map of one word of a caption by a network; null: it is not there (yet).
    const explain::Explanation* wordMap(const QString& network, const QString& word) const;
    std::vector<const explain::Explanation*> wordMaps() const; ///< of all networks

Q_SIGNALS:
    void done(app::PanelRun* panel);
    void wordMapsChanged();
    void notice(const QString& sentence); ///< what belongs to no panel

private:
    enum class Purpose { Panel, WordMaps, NullBand };
    struct Ticket {
        Purpose purpose = Purpose::Panel;
        PanelRun* panel = nullptr; ///< null: nobody waits for it any more, or it has none
        std::vector<explain::Text> texts;
        QString network = {}; ///< of word maps
        bool wanted = true;
    };

    void submit(models::RunRequest request, Ticket ticket);
    void explained(QUuid id, const std::vector<explain::Explanation>& explanations);
    void failed(QUuid id, const explain::Error& error);
    void cancelled(QUuid id, const QString& step);
    void progressed(const QModelIndex& from, const QModelIndex& to);
    QModelIndex rowWith(QUuid id) const;

    models::RunList m_runs;
    models::RunQueue m_queue;
    QHash<QUuid, Ticket> m_tickets;
    QHash<QString, QHash<QString, explain::Explanation>> m_wordMaps; ///< by network and word
    QHash<QString, QString> m_questions; ///< by panel: what its null band was asked for
};

} // namespace app
