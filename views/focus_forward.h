// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

class QWidget;

namespace views {

/// Whoever gives \p pane the focus gives it to what \p to names then, a widget within. Unlike with
/// a focus proxy, Tab still finds what else is in the pane.
void forwardFocus(QWidget* pane, std::function<QWidget*()> to);
void forwardFocus(QWidget* pane, QWidget* to); ///< a child of \p pane

} // namespace views
