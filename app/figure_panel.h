// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/figure_layout.h"

class QPainter;

namespace app::figure {

// What stands in one panel of a figure. Lengths are the page's units.

/// Whether it shows the image, rather than bars, a table or a sentence.
bool hasPicture(const FigurePanel& panel);

/// The height that its bars or table ask for, where the picture takes \p pictureHeight.
double heightFor(const FigurePanel& panel, double pictureHeight);

/// The image and its layers, clipped to their place.
void paintPicture(QPainter& painter, const FigurePage& page, const FigurePanel& panel,
                  const PlacedPanel& place, bool vector);

/// All of a panel but its picture: letter, title, scale, strips, or what stands instead of the
/// picture.
void paintAround(QPainter& painter, const FigurePanel& panel, const PlacedPanel& place);

/// All of a page but its pictures: captions, panels, note.
void paintText(QPainter& painter, const FigurePage& page, const PageLayout& layout);

} // namespace app::figure
