// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme.h"

#include <QIcon>
#include <QPixmap>
#include <QString>

class QPainter;
class QRectF;

namespace views {

/// An icon of the set by its Lucide name ("shield-check"), drawn at the device's ratio in a colour
/// of the theme in force when it is painted: it follows a change of scheme by itself. A name that
/// was not built in gives an icon that paints nothing; hasIcon() tells.
QIcon icon(const QString& name, QColor Theme::*role = &Theme::text);

bool hasIcon(const QString& name);

/// For custom painting. \p sizePx in device-independent pixels
QPixmap iconPixmap(const QString& name, int sizePx, const QColor& colour, double deviceRatio);

/// Paints at the painter's own resolution. \p area is square, in the painter's coordinates
void paintIcon(QPainter& painter, const QRectF& area, const QString& name, const QColor& colour);

/// Sides in device-independent pixels.
namespace iconSize {
constexpr int small = 12, inlined = 14, button = 16, tool = 18, empty = 22;
}

} // namespace views
