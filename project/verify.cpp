// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/verify.h"

#include "explain/sha256.h"
#include "project/audit.h"
#include "project/project_file.h"
#include "project/schema.h"
#include "project/values.h"

#include <map>
#include <set>

namespace project {
namespace {

using Key = std::pair<std::string, std::string>; ///< table, key

/// One look through a file.
class Verifier {
public:
    Verifier(const QString& file, Database::Access access) : m_database(file, access)
    {
        m_database.run("BEGIN"); // one state, whoever writes meanwhile
    }

    qint64 version() { return m_database.askNumber("PRAGMA user_version"); }

    std::vector<Fault> faults()
    {
        look("file", [this] { readPages(); });
        look("file", [this] { readSchema(); });
        look("project", [this] { readProject(); });
        look("audit", [this] { readAudit(); });
        for (std::size_t table = 0; table < tableNames.size(); ++table)
            look(std::string(tableNames[table]),
                 [this, table] { readTable(std::string(tableNames[table]), columnsOf(table)); });
        look("marks", [this] { readTable("marks", {"id", "name", "time"}); });
        for (const auto& [key, hash] : m_newest)
            if (!hash.empty() && !m_seen.contains(key))
                fault(key.first, key.second, "expected a record, found none");
        look("blobs", [this] { readBlobs(); });
        return std::move(m_faults);
    }

private:
    void fault(const std::string& table, const std::string& key, const std::string& what)
    {
        m_faults.push_back({table, key, what});
    }

    /// What cannot be read is a fault as well; the rest is looked at all the same.
    template <class F> void look(const std::string& table, F&& f)
    {
        try {
            f();
        } catch (const DatabaseError& error) {
            fault(table, "", std::string("cannot be read: ") + error.what());
        }
    }

    void readPages()
    {
        Statement check(m_database, "PRAGMA integrity_check");
        while (check.step())
            if (check.text(0) != "ok")
                fault("file", "", check.text(0));
    }

    void readSchema()
    {
        if (const auto name = schemaFault(m_database))
            fault("file", *name, "expected the tables of a project, found others");
    }

    void readProject()
    {
        Statement all(m_database, "SELECT key, value FROM project");
        while (all.step())
            m_project[all.text(0)] = all.text(1);
        const std::set<std::string> known = {"id", "created", "audit_rows", "audit_head"};
        for (const std::string& key : known)
            if (!m_project.contains(key))
                fault("project", key, "expected a value, found none");
        for (const auto& [key, value] : m_project)
            if (!known.contains(key))
                fault("project", key, "expected no such value");
    }

    void readAudit()
    {
        std::string head = auditSeed(m_project["id"], m_project["created"]);
        qint64 rows = 0;
        Statement all(m_database,
                      std::string("SELECT ") + auditColumns + " FROM audit ORDER BY seq");
        while (all.step()) {
            const AuditRow row = auditRow(all);
            readAuditRow(row, ++rows, head);
            for (const int column : {7, 8}) // no record is NULL, never an empty text
                if (row.*(column == 7 ? &AuditRow::before : &AuditRow::after) == ""
                    && all.value(column) != Value())
                    fault("audit", std::to_string(row.seq), "expected NULL, found an empty text");
            head = row.hash;
            rows = row.seq;
        }
        if (m_project["audit_rows"] != std::to_string(rows))
            fault("audit", "",
                  "expected " + m_project["audit_rows"] + " rows, found " + std::to_string(rows));
        if (m_project["audit_head"] != head)
            fault("project", "audit_head",
                  "expected the hash of the last row " + head + ", found "
                      + m_project["audit_head"]);
    }

    void readAuditRow(const AuditRow& row, qint64 seq, const std::string& previous)
    {
        const std::string key = std::to_string(row.seq);
        if (row.seq != seq)
            fault("audit", key, "expected row " + std::to_string(seq) + ", found " + key);
        if (row.previous != previous)
            fault("audit", key, "expected previous " + previous + ", found " + row.previous);
        if (row.hash != hashOf(row))
            fault("audit", key, "expected hash " + hashOf(row) + ", found " + row.hash);
        std::string& newest = m_newest[{row.table, row.key}];
        if (row.before != newest)
            fault("audit", key, row.table + ' ' + row.key + ": expected the record that was left");
        newest = row.after;
    }

    void readTable(const std::string& table, const std::vector<std::string>& columns)
    {
        std::string names;
        for (const std::string& column : columns)
            names += (names.empty() ? "" : ", ") + column;
        Statement all(m_database, "SELECT " + names + " FROM " + table);
        std::vector<Value> values(columns.size());
        while (all.step()) {
            for (std::size_t i = 0; i < values.size(); ++i)
                values[i] = all.value(int(i));
            const std::string key = all.text(0);
            m_seen.insert({table, key});
            const auto newest = m_newest.find({table, key});
            if (newest == m_newest.end() || newest->second.empty())
                fault(table, key, "expected no record: the audit knows none");
            else if (newest->second != recordHash(values))
                fault(table, key,
                      "expected sha256 " + newest->second + ", found " + recordHash(values));
        }
    }

    void readBlobs()
    {
        std::set<std::string> names;
        Statement all(m_database, "SELECT sha256, bytes FROM blobs");
        while (all.step()) {
            const QByteArray bytes = all.blob(1);
            const std::string found =
                explain::sha256({bytes.constData(), std::size_t(bytes.size())});
            if (found != all.text(0))
                fault("blobs", all.text(0), "expected bytes of this sha256, found " + found);
            names.insert(all.text(0));
        }
        Statement named(m_database,
                        "SELECT 'images', id, sha256 FROM images WHERE embedded UNION "
                        "SELECT 'runs', id, archive FROM runs WHERE archive <> ''");
        while (named.step())
            if (!names.contains(named.text(2)))
                fault(named.text(0), named.text(1),
                      "expected blob " + named.text(2) + ", found none");
    }

    Database m_database;
    std::map<std::string, std::string> m_project;
    std::map<Key, std::string> m_newest; ///< hashes that the audit ends with; "": gone
    std::set<Key> m_seen;
    std::vector<Fault> m_faults;
};

} // namespace

explain::Expected<std::vector<Fault>> verify(const QString& file)
{
    if (auto fault = formatFault(file))
        return std::move(*fault);
    try {
        Verifier verifier(file, readingAccess(file));
        if (const qint64 version = verifier.version(); version > schemaVersion)
            return versionError(file, version);
        return verifier.faults();
    } catch (const DatabaseError& error) {
        return std::vector<Fault>{{"file", "", error.what()}};
    }
}

} // namespace project
