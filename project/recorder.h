// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/action.h"
#include "project/audit.h"

#include <map>

namespace project {

/// The statements that write actions into a project's file. Everything throws DatabaseError.
/// [one thread at a time]
class Recorder {
public:
    /// Opens \p file, an existing project of this version, for writing: with a write-ahead log, so
    /// that others can read meanwhile.
    explicit Recorder(const QString& file);

    /// In one transaction, durable on return; on an error nothing of it is in the file.
    void write(const std::vector<Action>& actions);

    /// Leaves one file with nothing beside it and without bytes that nothing names. Others that
    /// have the file open may keep it from being so tidy; nothing is lost by that.
    void close();

private:
    void write(const Action& action);
    void write(const Change& change, AuditRow audit);
    void write(const JournalEntry& entry);
    void write(const MarkRow& mark);
    Statement& statement(const std::string& sql);

    Database m_database;
    std::optional<AuditLog> m_audit;
    std::map<std::string, Statement> m_statements;
};

} // namespace project
