// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>

namespace app {

/// What the studio remembers of a user between two starts: window, networks, folders, choices.
/// One file in the user's configuration folder. [gui thread]
QSettings& settings();

/// The folder that a dialog for \p kind ("images", "projects") was in last time.
QString lastFolder(const char* kind);
void rememberFolder(const char* kind, const QString& file); ///< a file or folder in it

} // namespace app
