// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/document.h"

#include <QStringList>

namespace app {

inline constexpr const char* projectSuffix = "groundscope";

/// Whether \p path is named as a project is.
bool looksLikeProject(const QString& path);

/// Where projects live until somebody names them, in the user's state folder. Empty: nowhere.
QString unnamedFolder();

/// A file there that does not exist yet.
QString newProjectFile();

/// The project of the demo cases, there as well; it need not exist.
QString demoProjectFile();

/// Whether \p file has no name of a person's choice.
bool isUnnamed(const QString& file);

/// What people call the project in \p file.
QString projectName(const QString& file);

/// The projects that were open, last one first.
QStringList recentProjects();
void rememberProject(const QString& file);

/// How projects are kept: copies of good states where no project lies, so that one lost folder is
/// not both, and as many steps to take back as the settings leave room for.
project::Keeping keeping();

} // namespace app
