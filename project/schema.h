// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/database.h"

#include <optional>

namespace project {

/// "GRSC" at byte 68 of the file: how a project is told from other SQLite databases.
inline constexpr qint64 applicationId = 0x47525343;

/// Of the tables, in SQLite's user_version. Version n is what the first n migrations make.
extern const int schemaVersion;

/// Brings an empty database or a project of an older version to schemaVersion, in one transaction.
/// Throws DatabaseError.
void migrate(Database& database);

/// Nothing, or what about the tables is not as migrate() makes them: "table texts". Whoever reads
/// a file from outside asks first: a trigger or a view would be somebody else's code.
std::optional<std::string> schemaFault(Database& database);

} // namespace project
