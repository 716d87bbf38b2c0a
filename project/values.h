// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/database.h"
#include "project/rows.h"

namespace project {

/// A row as cells, in the order of its table's columns. Ids, texts, whole numbers and fractions
/// have their SQL type, a null id is NULL; lists, shapes and JSON are JSON as text.
std::vector<Value> valuesOf(const Row& row);

/// The row of valuesOf(). Throws nlohmann::json::exception or std::invalid_argument.
Row rowOf(std::size_t table, const std::vector<Value>& values);

/// Names of a table's columns, in order; the first is its key.
std::vector<std::string> columnsOf(std::size_t table);

/// Fields one after the other as netstrings, "LENGTH:BYTES,": what is hashed here. No two lists of
/// fields give the same bytes.
std::string netstrings(const std::vector<std::string>& fields);

/// Hex sha256 of a record: of the netstrings of its cells, each with a letter of its type before
/// it: "n", "i" and decimal digits, "r" and the 16 hex digits of an IEEE 754 double, "t" and UTF-8.
std::string recordHash(const std::vector<Value>& values);

/// ISO 8601 in UTC, to the millisecond: how the file writes times.
std::string isoTime(qint64 msSince1970);
qint64 msOfIsoTime(const QString& text); ///< 0: it is none

} // namespace project
