// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme.h"

#include <QRectF>

class QPainter;
class QWidget;

namespace views {

// The small marks that words, bars and lists share, so that they mean the same everywhere.

/// The cross of an unsupported word, \p size wide round \p centre.
void paintCross(QPainter& painter, QPointF centre, double size, const QColor& colour);

/// The zigzag under an unsupported word: 8 px period, 1.7 px thick.
void paintWave(QPainter& painter, double left, double right, double y, const QColor& colour);

/// The triangle beside what may mislead, \p size wide round \p centre.
void paintCaution(QPainter& painter, QPointF centre, double size, const QColor& colour);

/// The dots under a word in the null band.
void paintDots(QPainter& painter, double left, double right, double y, const QColor& colour);

/// The lines of "no evidence" over \p area.
void paintBand(QPainter& painter, const QRectF& area, const QColor& colour, double pitch = 7);

/// Whether \p widget has the focus and the keyboard brought it there.
bool hasKeyboardFocus(const QWidget* widget);

/// The ring of keyboard focus, 1 px outside \p around.
void paintFocusRing(QPainter& painter, const QRectF& around, const Theme& theme);

/// A key as on a keyboard, its right edge at \p right and its middle at \p middle. Gives its width.
double paintKey(QPainter& painter, double right, double middle, const QString& key,
                const QColor& ink, const QColor& outline);

/// A hairline round a chip that its ground alone would not set off.
QColor chipOutline(const QColor& ground, const Theme& theme);

} // namespace views
