// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace views {

/// Fusion drawn from the theme: one accent, hairlines, no gradients, no shadows. Set it once with
/// QApplication::setStyle(); colours follow setScheme().
///
/// A push button with the property "flat" or in a tool bar has no ground until it is hovered; a
/// tool button that is on has a line in the accent colour at its foot.
class StudioStyle final : public QProxyStyle {
    Q_OBJECT
public:
    StudioStyle();
};

} // namespace views
