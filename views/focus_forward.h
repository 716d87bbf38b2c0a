// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace views {

/// Whoever gives \p pane the focus gives it to \p to, a widget within. Unlike with a focus proxy,
/// Tab still finds what else is in the pane.
void forwardFocus(QWidget* pane, QWidget* to);

} // namespace views
