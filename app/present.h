// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/panel_run.h"
#include "app/scales.h"
#include "views/alignment_matrix.h"
#include "views/box_layer.h"
#include "views/heat_layer.h"
#include "views/legend.h"
#include "views/link_layer.h"
#include "views/mask_layer.h"
#include "views/score_table.h"
#include "views/word_bars.h"

#include <memory>
#include <optional>

namespace app {

/// How an explanation is to be shown.
struct PresentRequest {
    std::string text;                      ///< that it speaks of; empty: all concepts
    int word = -1;                         ///< of that text; -1: none
    std::optional<explain::NullBand> band; ///< of its method on this image
    views::ValueScale scale;               ///< that its values are painted with
    std::optional<int64_t> truncatedAt;    ///< of the text
    bool smooth = false;
    bool stale = false; ///< of the text before
};

/// What a panel or a figure shows of one explanation, as plain values and layers. What a kind does
/// not have is null or empty.
struct PanelContent {
    std::vector<views::LayerPointer> layers;    ///< over the image, bottom first
    std::shared_ptr<views::HeatLayer> heat;     ///< the one of them with patch values
    std::shared_ptr<views::LinkLayer> links;    ///< the strip of words with threads
    std::shared_ptr<views::MaskLayer> masks;    ///< the labelled areas
    std::optional<views::ValueScale> scale;     ///< of the colour bar
    std::optional<views::WordBarsContent> bars; ///< instead of the image
    std::optional<views::ScoreCells> scores;    ///< instead of the image
    std::optional<views::AlignmentCells> cells; ///< for the side strip
    QString legendNote;                         ///< what a reader of the masks must know
    QList<views::LegendEntry> legend;           ///< for the side strip
    views::Readings readings;                   ///< what holds for the whole of it
    int word = -1;                              ///< that an alignment shows
    QString noEvidence; ///< "largest .184, z 0.6": all lies within the null band; empty: not so
};

/// The one door between tensors and what is painted: an overload a kind, so that a kind that nobody
/// can show does not compile. An explanation without numbers gives an empty content.
PanelContent present(const explain::Explanation& explanation, const PresentRequest& request);

/// Where the patches of an explanation lie in the image; nothing where it has none.
std::optional<views::PatchGrid> patchGridOf(const explain::Explanation& explanation);

/// Why there are no numbers, in a sentence: "The text is empty." Empty: there are.
QString sentenceFor(explain::Status status);

} // namespace app
