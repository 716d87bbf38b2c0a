// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/shortcut_sheet.h"

class QPagedPaintDevice;

namespace views {

/// Paints \p groups on pages of \p paper in two columns, black on white. A group's heading never
/// stands alone at a column's foot. \returns how many pages it took; 0 where \p paper cannot be
/// painted on.
int printSheet(QPagedPaintDevice& paper, const QString& title, const QList<ShortcutGroup>& groups);

} // namespace views
