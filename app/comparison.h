// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/present.h"
#include "views/compare_view.h"

#include <QImage>
#include <QString>

namespace app {

/// What a result is of.
struct ResultName {
    QString method, subject, network, image;

    QString whole() const; ///< "patch-sim “red”, phantom, A wrong texture"
};

/// \p one in the words that tell it from \p other: what both share is left out. Method and subject
/// where they share everything.
QString toldApart(const ResultName& one, const ResultName& other);

/// A result that was pinned: what its panel showed then, on which picture. It stays as it was,
/// whatever becomes of the panel, the network or the case.
struct PinnedResult {
    ResultName name;
    QImage picture;
    PanelContent content;
};

/// Why \p pinned cannot be held against \p content on \p picture in that way, in a sentence; empty:
/// it can.
QString whyNot(views::CompareMode mode, const PinnedResult& pinned, const PanelContent& content,
               const QImage& picture);

/// The layers of \p pinned. Where \p scale is of its unit, its map is painted by that: the same
/// value has the same colour on both sides, whatever the scale was when it was pinned.
QList<views::LayerPointer> layersOf(const PinnedResult& pinned,
                                    const std::optional<views::ValueScale>& scale);

/// \p now less \p pinned, patch by patch; where the grids differ, the pinned value is taken at the
/// middle of each patch. NaN where one of them has not seen the place.
/// \param limit  both ends of the scale, shared by all panels of the unit; > 0
/// \param map    name of a signed colour map
/// \returns the layer that shows it, its unit "Δ cosine"
std::shared_ptr<views::HeatLayer> differenceOf(const views::HeatLayer& now,
                                               const views::HeatLayer& pinned, double limit,
                                               const QString& map);

} // namespace app
