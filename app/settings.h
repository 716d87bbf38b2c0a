// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>

namespace app {

/// What the studio remembers of a user between two starts: window, networks, folders, choices.
/// One file in the user's configuration folder. [gui thread]
QSettings& settings();

} // namespace app
