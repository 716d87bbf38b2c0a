// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace models {

// Where the program keeps and finds things. Everything it carries lies relative to itself, so that
// a build folder, an installed tree and an unpacked archive all work. Needs a QCoreApplication.

/// A file or folder that the program carries ("null_texts/general.txt"), below ../resources or
/// ../share/groundscope of the program. Empty: it is not there.
QString resource(const QString& relativePath);

/// Where plugin libraries are looked for, in order: GROUNDSCOPE_PLUGIN_PATH (as PATH is written),
/// then ../plugins and ../lib/groundscope/plugins of the program.
QStringList pluginFolders();

/// The user's folders for this program, made where they are missing. Empty: they cannot be made.
QString configFolder(); ///< what the user chose: networks, settings
QString dataFolder();   ///< what was made and is worth keeping: calibrations
QString cacheFolder();  ///< what can be computed again: file hashes
QString stateFolder();  ///< what happened: logs, marks of plugins that crashed

/// Where the figures that this user measured are kept, below dataFolder(). Empty: nowhere.
QString calibrationFolder();

} // namespace models
