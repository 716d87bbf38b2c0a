// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPainterPath>
#include <QPointF>

class QPainter;

namespace views {

/// Parallel lines, or more, that fill an area.
struct Hatch {
    enum class Pattern { Lines45, Lines135, Dots, Lines0, Lines90, Cross, Checks };

    Pattern pattern = Pattern::Lines45;
    double pitch = 15; ///< between lines, in the painter's coordinates
    double width = 1.2;
    QColor colour;
};

/// Fills \p area; neighbours with the same \p origin have lines that meet.
void paintHatch(QPainter& painter, const QPainterPath& area, const Hatch& hatch,
                QPointF origin = {});

/// The marks of "no evidence" and of "never seen by the network"; \p scale view pixels a unit of
/// the painter, so that the pitch is the same at every zoom.
void paintNullHatch(QPainter& painter, const QPainterPath& area, double scale = 1,
                    QPointF origin = {});
void paintNanHatch(QPainter& painter, const QPainterPath& area, double scale = 1,
                   QPointF origin = {});

/// Colours (Okabe and Ito) and patterns of masks by their number; they repeat after seven.
QColor maskColour(int number);
Hatch::Pattern maskPattern(int number);

/// The ground of mask \p number: its colour at 22 % and its pattern.
void paintMaskFill(QPainter& painter, const QPainterPath& area, int number, double scale = 1,
                   QPointF origin = {});

} // namespace views
