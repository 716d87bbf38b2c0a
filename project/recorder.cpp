// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/recorder.h"

#include "project/json_values.h"
#include "project/values.h"

#include <sqlite3.h>

#include <algorithm>

namespace project {
namespace {

std::string joined(const std::vector<std::string>& parts, const char* between)
{
    std::string all;
    for (const std::string& part : parts)
        all += (all.empty() ? "" : between) + part;
    return all;
}

std::string insertSql(std::size_t table)
{
    const std::vector<std::string> columns = columnsOf(table);
    return "INSERT INTO " + std::string(tableNames[table]) + " (" + joined(columns, ", ")
        + ") VALUES (" + joined(std::vector<std::string>(columns.size(), "?"), ", ") + ')';
}

std::string updateSql(std::size_t table)
{
    std::vector<std::string> columns = columnsOf(table);
    for (std::size_t i = 0; i < columns.size(); ++i)
        columns[i] += " = ?" + std::to_string(i + 1);
    const std::string key = columns[0];
    columns.erase(columns.begin());
    return "UPDATE " + std::string(tableNames[table]) + " SET " + joined(columns, ", ") + " WHERE "
        + key;
}

std::string deleteSql(std::size_t table)
{
    return "DELETE FROM " + std::string(tableNames[table]) + " WHERE " + columnsOf(table)[0]
        + " = ?";
}

std::string hashOrNone(const std::optional<Row>& row)
{
    return row ? recordHash(valuesOf(*row)) : std::string();
}

std::string keyOfReader(const QUuid& reader)
{
    return reader.isNull() ? std::string() : reader.toString(QUuid::WithoutBraces).toStdString();
}

} // namespace

Recorder::Recorder(const QString& file) : m_database(file, Database::Access::ReadWrite)
{
    m_database.ask("PRAGMA journal_mode = WAL");
    m_database.run("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
    m_database.ask("PRAGMA wal_checkpoint(TRUNCATE)");
}

void Recorder::write(const std::vector<Action>& actions)
{
    try {
        if (!m_audit)
            m_audit.emplace(m_database);
        m_database.run("BEGIN IMMEDIATE");
        for (const Action& action : actions)
            write(action);
        m_audit->keepHead();
        m_database.run("COMMIT");
    } catch (const DatabaseError&) {
        if (m_database.inTransaction())
            sqlite3_exec(m_database.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
        m_audit.reset(); // it has counted what did not happen
        throw;
    }
}

void Recorder::write(const Action& action)
{
    for (const auto& [sha256, bytes] : action.blobs) {
        Statement& insert = statement("INSERT OR IGNORE INTO blobs (sha256, bytes) VALUES (?, ?)");
        insert.bind(0, sha256.toStdString()).bindBlob(1, bytes).step();
    }
    const AuditRow audit{.time = isoTime(action.time),
                         .reader = keyOfReader(action.reader),
                         .action = action.name.toStdString(),
                         .why = action.why.toStdString()};
    for (const Change& change : action.changes)
        write(change, audit);
    for (const JournalEntry& entry : action.journal)
        write(entry);
    for (const MarkRow& mark : action.marks) {
        write(mark);
        if (mark.id != action.newMark)
            continue;
        AuditRow row = audit;
        row.table = "marks";
        row.key = std::to_string(mark.id);
        row.after = recordHash({mark.id, mark.name.toStdString(), isoTime(mark.time)});
        m_audit->append(std::move(row));
    }
    for (const auto& [key, value] : action.views)
        if (value.is_null())
            statement("DELETE FROM view_state WHERE key = ?").run({key.toStdString()});
        else
            statement("INSERT INTO view_state (key, value) VALUES (?, ?) "
                      "ON CONFLICT (key) DO UPDATE SET value = excluded.value")
                .run({key.toStdString(), dumpJson(value)});
}

void Recorder::write(const Change& change, AuditRow audit)
{
    const std::size_t table = change.table();
    const std::string key = change.key().toStdString();
    int rows = 0;
    if (!change.after)
        rows = statement(deleteSql(table)).run({key});
    else if (change.before)
        rows = statement(updateSql(table)).run(valuesOf(*change.after));
    else
        rows = statement(insertSql(table)).run(valuesOf(*change.after));
    audit.table = tableNames[table];
    audit.key = key;
    if (rows != 1)
        throw DatabaseError(SQLITE_CORRUPT, audit.table + ' ' + key + ": is not in the file");
    audit.before = hashOrNone(change.before);
    audit.after = hashOrNone(change.after);
    m_audit->append(std::move(audit));
}

void Recorder::write(const JournalEntry& entry)
{
    switch (entry.what) {
    case JournalEntry::What::Put:
        statement("INSERT OR REPLACE INTO journal (id, name, time, undone, bytes, changes) "
                  "VALUES (?, ?, ?, ?, ?, ?)")
            .run({entry.id, entry.name.toStdString(), isoTime(entry.time), qint64(entry.undone),
                  entry.bytes, changesToText(entry.changes)});
        break;
    case JournalEntry::What::Flag:
        statement("UPDATE journal SET undone = ? WHERE id = ?")
            .run({qint64(entry.undone), entry.id});
        break;
    case JournalEntry::What::Drop:
        statement("DELETE FROM journal WHERE id = ?").run({entry.id});
        break;
    }
}

void Recorder::write(const MarkRow& mark)
{
    statement("INSERT OR REPLACE INTO marks (id, name, time, step, detour) VALUES (?, ?, ?, ?, ?)")
        .run({mark.id, mark.name.toStdString(), isoTime(mark.time), mark.step,
              changesToText(mark.detour)});
}

void Recorder::close()
{
    m_database.run(
        "DELETE FROM blobs WHERE sha256 NOT IN (SELECT sha256 FROM images WHERE embedded "
        "UNION ALL SELECT archive FROM runs) "
        "AND NOT EXISTS (SELECT 1 FROM journal WHERE instr(changes, blobs.sha256)) "
        "AND NOT EXISTS (SELECT 1 FROM marks WHERE instr(detour, blobs.sha256));"
        "PRAGMA incremental_vacuum");
    m_audit.reset();
    m_statements.clear(); // a statement would hold the file
    m_database.ask("PRAGMA wal_checkpoint(TRUNCATE)");
    m_database.ask("PRAGMA journal_mode = DELETE");
}

Statement& Recorder::statement(const std::string& sql)
{
    const auto found = m_statements.find(sql);
    return found != m_statements.end()
        ? found->second
        : m_statements.emplace(sql, Statement(m_database, sql)).first->second;
}

} // namespace project
