// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/audit.h"

#include "explain/sha256.h"
#include "project/values.h"

namespace project {
namespace {

std::string projectValue(Database& database, const char* key)
{
    Statement ask(database, "SELECT value FROM project WHERE key = ?");
    return ask.bind(0, std::string(key)).step() ? ask.text(0) : std::string();
}

Value orNull(const std::string& text)
{
    return text.empty() ? Value() : Value(text);
}

} // namespace

std::string hashOf(const AuditRow& row)
{
    return explain::sha256(
        netstrings({std::to_string(row.seq), row.time, row.reader, row.action, row.why, row.table,
                    row.key, row.before, row.after, row.previous}));
}

std::string auditSeed(const std::string& projectId, const std::string& created)
{
    return explain::sha256(netstrings({"groundscope", projectId, created}));
}

AuditRow auditRow(const Statement& row)
{
    return {.seq = row.number(0),
            .time = row.text(1),
            .reader = row.text(2),
            .action = row.text(3),
            .why = row.text(4),
            .table = row.text(5),
            .key = row.text(6),
            .before = row.text(7),
            .after = row.text(8),
            .previous = row.text(9),
            .hash = row.text(10)};
}

AuditLog::AuditLog(Database& database)
    : m_database(database), m_insert(database,
                                     std::string("INSERT INTO audit (") + auditColumns
                                         + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
{
    Statement last(database, "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1");
    if (last.step()) {
        m_rows = last.number(0);
        m_head = last.text(1);
    } else {
        m_head = auditSeed(projectValue(database, "id"), projectValue(database, "created"));
    }
}

void AuditLog::append(AuditRow row)
{
    row.seq = ++m_rows;
    row.previous = m_head;
    m_head = hashOf(row);
    m_insert.run({row.seq, row.time, row.reader, row.action, row.why, row.table, row.key,
                  orNull(row.before), orNull(row.after), row.previous, m_head});
}

void AuditLog::keepHead()
{
    Statement keep(m_database,
                   "INSERT INTO project (key, value) VALUES (?, ?) "
                   "ON CONFLICT (key) DO UPDATE SET value = excluded.value");
    keep.run({std::string("audit_rows"), std::to_string(m_rows)});
    keep.run({std::string("audit_head"), m_head});
}

} // namespace project
