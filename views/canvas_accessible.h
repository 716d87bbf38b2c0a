// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace views {

/// Lets screen readers read a Canvas: its value is the current patch in words. Once is enough.
void installCanvasAccessible();

/// Says that the value of \p canvas is now \p speech.
void announce(QWidget* canvas, const QString& speech);

} // namespace views
