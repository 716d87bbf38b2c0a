// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/present.h"

class QPainter;

namespace app::figure {

// Tables, and what stands beside a picture where there is room. Lengths are the page's units.

constexpr double sideMin = 130, sideMax = 240;

/// Whether a strip of \p height has something to say: a matrix that fits, or the areas of masks.
bool hasSide(const PanelContent& content, double height);

void paintSide(QPainter& painter, const PanelContent& content, const QRectF& area);

/// The height of all rows, or of as many as a figure holds.
double tableHeight(const views::ScoreCells& cells);

/// Names, then numbers under their columns; in the first a bar from zero. Rows that find no room
/// are counted at the foot.
void paintTable(QPainter& painter, const views::ScoreCells& cells, const QRectF& area);

} // namespace app::figure
