// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/expected.h"
#include "project/action.h"
#include "project/database.h"
#include "project/history_list.h"

#include <deque>
#include <map>

namespace project {

/// What a project's file holds when it is opened.
struct Loaded {
    QUuid id;
    RowStore rows;
    std::deque<Step> steps; ///< without their changes
    int done = 0;           ///< of the steps
    std::vector<MarkRow> marks;
    std::map<QString, nlohmann::json> views;
};

/// "FILE: disk full": what SQLite said, as people are told it.
explain::Error fileError(const QString& file, const DatabaseError& error);

/// "FILE: expected a project of version 1 or older, found version 7".
explain::Error versionError(const QString& file, qint64 version);

/// Nothing, or why \p file is no project that this program can open: told from its first 100 bytes.
std::optional<explain::Error> formatFault(const QString& file);

/// How a file can be read where it lies: Immutable where nothing can be written beside it.
Database::Access readingAccess(const QString& file);

/// Gives a project of an older version, if it is sound, the tables of this one; leaves others as
/// they are. The caller holds its lock. Errors: Input.
std::optional<explain::Error> bringUpToDate(const QString& file);

/// Checks the whole file and reads it. Errors: Input: newer, damaged (which table and key).
explain::Expected<Loaded> load(const QString& file, Database::Access access);

/// A new project of this version without a row; \p file must not exist. Errors: Input.
std::optional<explain::Error> makeFile(const QString& file, const QUuid& id, qint64 createdMs);

/// Makes \p target a whole project in one move, over what may be there: a copy of \p source, or a
/// new one where that is empty, with \p more done to it. Until it has worked \p target is as it
/// was. Nobody may have \p target open. Errors: Input.
std::optional<explain::Error> copyFile(const QString& source, const QString& target,
                                       const QUuid& id,
                                       const std::deque<std::vector<Action>>& more);

/// What load() left in the file. Errors: Input.
explain::Expected<std::vector<Change>> stepInFile(const QString& file, qint64 id);
explain::Expected<QByteArray> blobInFile(const QString& file, const QString& sha256);

} // namespace project
