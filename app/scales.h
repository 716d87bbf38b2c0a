// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/panel_run.h"
#include "models/history.h"
#include "views/theme.h"
#include "views/value_scale.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <vector>

namespace app {

class Studio;

/// How values become colours, for the whole window: one range a unit, shared by every panel that
/// shows the unit, zero locked, and which colour map. View state: nothing of it starts a run.
/// [gui thread]
class Scales final : public QObject {
    Q_OBJECT
public:
    /// \param history of the change...() functions, outlives the scales; null: nothing can be
    /// undone
    explicit Scales(models::History* history = nullptr, QObject* parent = nullptr);

    /// The limits of the unit over all results of \p studio, rounded up to a readable number:
    /// signed values reach from -limit to limit, others from 0.
    double limit(const QString& unit) const;

    /// Whether any value of the unit lies below zero: the bar then shows both sides.
    bool hasNegative(const QString& unit) const { return m_negative.contains(unit); }

    /// The scale that \p explanation is painted with: the shared one of its unit, or its own.
    /// \param theme whose maps are taken where the user chose none
    views::ValueScale scaleOf(const explain::Explanation& explanation,
                              const std::optional<explain::NullBand>& band,
                              const views::Theme& theme = views::theme()) const;

    /// The largest magnitude in one explanation, rounded up in the same way.
    static double limitOf(const explain::Explanation& explanation);
    static double roundedUp(double magnitude);

    void measure(const Studio& studio); ///< after results have changed
    void measure(const std::vector<const explain::Explanation*>& explanations);

    bool isShared() const { return m_shared; }
    bool isSmooth() const { return m_smooth; }
    double opacity() const; ///< of maps, 0 to 1; the theme's own until it is set
    QString map(bool isSigned,
                const views::Theme& theme = views::theme()) const; ///< the name of a colour map

    // What a person does: undoable.
    void changeShared(bool shared);
    void changeSmooth(bool smooth);
    void changeMap(bool isSigned, const QString& name);

    void setShared(bool shared);
    void setSmooth(bool smooth);
    void setMap(bool isSigned, const QString& name); ///< empty: the theme's
    const QString& chosenMap(bool isSigned) const    ///< empty: the theme's
    {
        return isSigned ? m_signedMap : m_sequentialMap;
    }

Q_SIGNALS:
    void changed();

private:
    void change(const QString& name, const QString& key, const QVariant& before,
                const QVariant& after, std::function<void(const QVariant&)> apply);

    models::History* m_history;
    QHash<QString, double> m_limits;
    QSet<QString> m_negative;
    bool m_shared = true, m_smooth = false;
    QString m_signedMap, m_sequentialMap; ///< empty: the theme's
};

} // namespace app
