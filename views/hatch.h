// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPainterPath>
#include <QPointF>
#include <QRectF>

class QPainter;

namespace views {

/// Parallel lines, or more, that fill an area.
struct Hatch {
    enum class Pattern { Lines45, Lines135, Dots, Lines0, Lines90, Cross, Checks };

    Pattern pattern = Pattern::Lines45;
    double pitch = 15;  ///< from line to line along a row of pixels, view pixels
    double width = 1.2; ///< view pixels
    QColor colour;
};

/// Where hatches start and how large a view pixel is, in the painter's coordinates.
struct HatchFrame {
    double viewPx = 1;
    QPointF origin; ///< neighbours with the same origin have lines that meet
    QRectF limits;  ///< nothing outside is needed; null: all is
};

/// Fills \p area. The lines end at its edge by arithmetic, not by a clip: SVG has none in Qt 6.4.
void paintHatch(QPainter& painter, const QPainterPath& area, const Hatch& hatch,
                const HatchFrame& frame = {});

/// The marks of "no evidence" and of "never seen by the network", with the same pitch on the screen
/// at every zoom.
void paintNullHatch(QPainter& painter, const QPainterPath& area, const HatchFrame& frame = {});
void paintNanHatch(QPainter& painter, const QPainterPath& area, const HatchFrame& frame = {});

/// Colours (Okabe and Ito) and patterns of masks by their number; they repeat after seven.
QColor maskColour(int number);
Hatch::Pattern maskPattern(int number);

/// The ground of mask \p number: its colour at 22 % and its pattern.
void paintMaskFill(QPainter& painter, const QPainterPath& area, int number,
                   const HatchFrame& frame = {});

} // namespace views
