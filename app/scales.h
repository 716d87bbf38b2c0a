// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/panel_run.h"
#include "models/choices.h"
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
    /// \param choices where what a person changes is kept, outlives the scales; null: nowhere
    explicit Scales(models::Choices* choices = nullptr, QObject* parent = nullptr);

    /// The limits of the unit over all results of \p studio, rounded up to a readable number:
    /// signed values reach from -limit to limit, others from 0.
    double limit(const QString& unit) const;

    /// Whether any value of the unit lies below zero: the bar then shows both sides.
    bool hasNegative(const QString& unit) const { return m_negative.contains(unit); }

    /// The scale that \p explanation is painted with: the shared one of its unit, or its own.
    /// \param theme whose maps are taken where the user chose none
    /// \param own    not the shared one, whatever holds for the window
    views::ValueScale scaleOf(const explain::Explanation& explanation,
                              const std::optional<explain::NullBand>& band,
                              const views::Theme& theme = views::theme(), bool own = false) const;

    /// The largest magnitude in one explanation, rounded up in the same way.
    static double limitOf(const explain::Explanation& explanation);
    static double roundedUp(double magnitude);

    void measure(const Studio& studio); ///< after results have changed
    void measure(const std::vector<const explain::Explanation*>& explanations);

    bool isShared() const { return flag("scale/shared", m_shared); }
    bool isSmooth() const { return flag("scale/smooth", m_smooth); }
    double opacity() const; ///< of maps, 0 to 1; the theme's own until it is set
    QString map(bool isSigned,
                const views::Theme& theme = views::theme()) const; ///< the name of a colour map

    // What a person does: undoable.
    void changeShared(bool shared);
    void changeSmooth(bool smooth);
    void changeMap(bool isSigned, const QString& name);

    // What holds where nobody changed anything.
    void setShared(bool shared);
    void setSmooth(bool smooth);
    void setMap(bool isSigned, const QString& name); ///< empty: the theme's
    QString chosenMap(bool isSigned) const;          ///< empty: the theme's

Q_SIGNALS:
    void changed();

private:
    bool flag(const char* key, bool otherwise) const
    {
        return m_choices ? m_choices->flag(key, otherwise) : otherwise;
    }

    models::Choices* m_choices;
    QHash<QString, double> m_limits;
    QSet<QString> m_negative;
    bool m_shared = true, m_smooth = false;
    QString m_signedMap, m_sequentialMap; ///< empty: the theme's
};

} // namespace app
