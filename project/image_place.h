// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace project {

/// How a project names \p file: relative to its folder where it lies below it, so that both can
/// move together; else absolute. \param projectFile empty: in memory
QString storedPath(const QString& projectFile, const QString& file);

/// Where a file that a project names lies: the inverse of storedPath(). Empty stays empty.
QString absolutePath(const QString& projectFile, const QString& stored);

} // namespace project
