// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/database.h"

namespace project {

/// One row of the append-only log: what an action did to one record. Each row holds the hash of the
/// row before, so none can change, go or come in between without all later hashes changing.
struct AuditRow {
    qint64 seq = 0;       ///< from 1, without gaps
    std::string time;     ///< ISO 8601, UTC
    std::string reader;   ///< id of who acted; "": nobody said
    std::string action;   ///< its name
    std::string why;      ///< "": not asked
    std::string table;    ///< of the record
    std::string key;      ///< of the record
    std::string before;   ///< recordHash(); "": it was not there
    std::string after;    ///< recordHash(); "": it is gone
    std::string previous; ///< hash of the row before, of the first: auditSeed()
    std::string hash;
};

/// Hex sha256 of the netstrings of all fields before hash, in their order.
std::string hashOf(const AuditRow& row);

/// What the chain of a project starts from: hex sha256 of the netstrings of "groundscope", its id
/// and when it was created, as they stand in the table project.
std::string auditSeed(const std::string& projectId, const std::string& created);

/// The row a statement "SELECT auditColumns FROM audit" stands on.
inline constexpr const char* auditColumns =
    "seq, time, reader, action, why, table_name, key, before, after, previous, hash";
AuditRow auditRow(const Statement& statement);

/// Appends to the log of an open project. Throws DatabaseError.
class AuditLog {
public:
    explicit AuditLog(Database& database);

    void append(AuditRow row); ///< seq, previous and hash are filled in
    void keepHead();           ///< in the table project; in the transaction of the rows

private:
    Database& m_database;
    Statement m_insert;
    qint64 m_rows = 0;
    std::string m_head;
};

} // namespace project
