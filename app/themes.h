// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace app {

/// "dark", "light", or "system": what the desktop uses. [gui thread]
void applyTheme(const QString& name);

} // namespace app
