// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace project {

/// Copies \p file, sound and not being written, into a folder of its own below \p folder, unless
/// the newest copy there is the same, and keeps the newest three. Nothing happens where it cannot
/// be done, or where \p file has more than 256 MiB: a copy is a comfort, not the record.
void backUp(const QString& file, const QString& folder);

/// The newest copy of \p file below \p folder; empty: none.
QString newestBackup(const QString& file, const QString& folder);

} // namespace project
