// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace app {

inline constexpr int mostPanels = 16;

/// What one panel is to show.
struct PanelChoice {
    QString id; ///< stays while the panel does
    QString method;
    QString network; ///< empty: the one that is chosen for the window

    bool operator==(const PanelChoice&) const = default;
};

/// The panels of the window, 1 to 16, and how they are laid out. A plain value: a change of it is
/// one step of the history.
struct PanelSet {
    QList<PanelChoice> panels; ///< row by row
    int columns = 0;           ///< 0: as many as show the largest image

    /// Of a matrix, rows of methods and columns of networks: their ids. Empty: there is none.
    QStringList rows, networks;

    bool isMatrix() const { return !rows.isEmpty(); }
    const PanelChoice* find(const QString& id) const; ///< null: no such panel

    bool operator==(const PanelSet&) const = default;
};

PanelSet firstPanels(); ///< of a new window

/// The first \p count panels, or new ones after them: of the methods of \p methods that no panel
/// shows yet, then of all in turn. Not a matrix any more.
PanelSet withCount(PanelSet set, int count, const QStringList& methods);

/// The same without one panel; the last one stays. Not a matrix any more.
PanelSet without(PanelSet set, const QString& id);

/// A row of methods and a column of networks each. Panels that show the same already keep their
/// id, and with it what they have computed. At most mostPanels; the rest is left out row by row.
PanelSet matrixOf(const PanelSet& before, const QStringList& methods, const QStringList& networks);

/// Another method; in a matrix for the whole row.
PanelSet withMethod(PanelSet set, const QString& id, const QString& method);

/// Another network, or the window's; in a matrix for the whole column.
PanelSet withNetwork(PanelSet set, const QString& id, const QString& network);

nlohmann::json toJson(const PanelSet& set);

/// What toJson() made; nothing where it is not one, has no panel or too many of them.
std::optional<PanelSet> panelSetFrom(const nlohmann::json& json);

} // namespace app
