// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/project_file.h"

#include "explain/regular_file.h"
#include "explain/sha256.h"
#include "project/audit.h"
#include "project/json_values.h"
#include "project/schema.h"
#include "project/values.h"

#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

#include <array>

namespace project {
namespace {

explain::Error inputError(const QString& file, const std::string& what)
{
    return {explain::Error::Kind::Input, file.toStdString() + ": " + what};
}

std::optional<explain::Error> damage(const QString& file, Database& database)
{
    Statement check(database, "PRAGMA quick_check(1)");
    if (check.step() && check.text(0) != "ok")
        return inputError(file, "expected a sound project, found damage: " + check.text(0));
    return {};
}

std::optional<explain::Error> contentFault(const QString& file, Database& database)
{
    const qint64 version = database.askNumber("PRAGMA user_version");
    if (version > schemaVersion)
        return versionError(file, version);
    if (auto fault = damage(file, database))
        return fault;
    if (const auto fault = schemaFault(database))
        return inputError(file, "expected the tables of a project, found another " + *fault);
    return {};
}

void loadRows(Database& database, std::size_t table, RowStore& rows)
{
    const std::vector<std::string> columns = columnsOf(table);
    std::string names;
    for (const std::string& column : columns)
        names += (names.empty() ? "" : ", ") + column;
    Statement select(database, "SELECT " + names + " FROM " + std::string(tableNames[table]));
    std::vector<Value> values(columns.size());
    while (select.step()) {
        for (std::size_t column = 0; column < values.size(); ++column)
            values[column] = select.value(int(column));
        try {
            rows.put(rowOf(table, values));
        } catch (const std::exception& fault) {
            throw DatabaseError(SQLITE_CORRUPT,
                                std::string(tableNames[table]) + ' ' + select.text(0) + ": "
                                    + fault.what());
        }
    }
}

void loadHistory(Database& database, Loaded& loaded)
{
    Statement steps(database, "SELECT id, name, time, bytes, undone FROM journal ORDER BY id");
    while (steps.step()) {
        loaded.steps.push_back({.id = steps.number(0),
                                .name = steps.string(1),
                                .time = msOfIsoTime(steps.string(2)),
                                .bytes = steps.number(3)});
        if (steps.number(4) == 0)
            loaded.done = int(loaded.steps.size());
    }
    Statement marks(database, "SELECT id, name, time, step, detour FROM marks ORDER BY id");
    while (marks.step()) {
        MarkRow mark{.id = marks.number(0),
                     .name = marks.string(1),
                     .time = msOfIsoTime(marks.string(2)),
                     .step = marks.number(3)};
        try {
            mark.detour = changesFromText(marks.text(4));
        } catch (const std::exception&) {
            mark.step = MarkRow::lost;
        }
        loaded.marks.push_back(std::move(mark));
    }
    Statement views(database, "SELECT key, value FROM view_state");
    while (views.step())
        try {
            loaded.views[views.string(0)] = parseJson(views.text(1));
        } catch (const std::exception&) {
            continue; // how things looked; the project is sound without it
        }
}

} // namespace

explain::Error versionError(const QString& file, qint64 version)
{
    return inputError(file,
                      "expected a project of version " + std::to_string(schemaVersion)
                          + " or older, found version " + std::to_string(version));
}

explain::Error fileError(const QString& file, const DatabaseError& error)
{
    switch (error.code & 0xff) {
    case SQLITE_FULL: return inputError(file, "the disk is full");
    case SQLITE_IOERR:
        return inputError(
            file, std::string("the disk cannot be read or written: ") + sqlite3_errstr(error.code));
    case SQLITE_CANTOPEN:
        return inputError(file,
                          QFile::exists(file + "-wal")
                              ? "expected a folder that can be written, to take in the last "
                                "actions from the log beside the project"
                              : "cannot be opened or made");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return inputError(file,
                          std::string("expected a sound project, found damage: ") + error.what());
    default: return inputError(file, error.what());
    }
}

std::optional<explain::Error> formatFault(const QString& file)
{
    auto opened = explain::RegularFile::open(file.toStdString());
    if (!opened)
        return opened.error();
    std::array<unsigned char, 100> header{};
    std::size_t size = 0;
    while (size < header.size()) {
        const auto count = opened->read(header.data() + size, header.size() - size);
        if (!count)
            return count.error();
        if (*count == 0)
            break;
        size += *count;
    }
    const auto numberAt = [&header](std::size_t at) {
        return qint64(header[at]) << 24 | qint64(header[at + 1]) << 16 | qint64(header[at + 2]) << 8
            | qint64(header[at + 3]);
    };
    const std::string_view magic("SQLite format 3\0", 16);
    if (size < header.size()
        || std::string_view(reinterpret_cast<const char*>(header.data()), magic.size()) != magic
        || numberAt(68) != applicationId)
        return inputError(file, "expected a Groundscope project, found another kind of file");
    if (numberAt(60) > schemaVersion)
        return versionError(file, numberAt(60));
    return {};
}

Database::Access readingAccess(const QString& file)
{
    const QFileInfo info(file);
    const bool alone = !QFileInfo(info.path()).isWritable() && !QFileInfo::exists(file + "-wal");
    return alone ? Database::Access::Immutable : Database::Access::ReadOnly;
}

std::optional<explain::Error> bringUpToDate(const QString& file)
{
    try {
        {
            Database before(file, Database::Access::ReadOnly);
            const qint64 version = before.askNumber("PRAGMA user_version");
            if (version < 1 || version >= schemaVersion)
                return {};
            if (const auto fault = damage(file, before))
                return fault;
        }
        Database database(file, Database::Access::ReadWrite);
        database.run("PRAGMA synchronous = FULL");
        migrate(database);
        return {};
    } catch (const DatabaseError& error) {
        return fileError(file, error);
    }
}

explain::Expected<Loaded> load(const QString& file, Database::Access access)
{
    try {
        Database database(file, access);
        database.run("BEGIN"); // one state, whoever writes meanwhile
        if (const auto fault = contentFault(file, database))
            return *fault;
        Loaded loaded;
        Statement id(database, "SELECT value FROM project WHERE key = 'id'");
        loaded.id = id.step() ? QUuid::fromString(id.string(0)) : QUuid();
        if (loaded.id.isNull())
            return inputError(file, "expected a project with an id, found none");
        for (std::size_t table = 0; table < tableNames.size(); ++table)
            loadRows(database, table, loaded.rows);
        loadHistory(database, loaded);
        return loaded;
    } catch (const DatabaseError& error) {
        return fileError(file, error);
    }
}

std::optional<explain::Error> makeFile(const QString& file, const QUuid& id, qint64 createdMs)
{
    try {
        Database database(file, Database::Access::Create);
        database.run("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA synchronous = FULL");
        migrate(database);
        Statement insert(database, "INSERT INTO project (key, value) VALUES (?, ?)");
        insert.run({std::string("id"), id.toString(QUuid::WithoutBraces).toStdString()});
        insert.run({std::string("created"), isoTime(createdMs)});
        AuditLog(database).keepHead();
        return {};
    } catch (const DatabaseError& error) {
        return fileError(file, error);
    }
}

explain::Expected<std::vector<Change>> stepInFile(const QString& file, qint64 id)
{
    try {
        Database database(file, readingAccess(file));
        Statement select(database, "SELECT changes FROM journal WHERE id = ?");
        if (!select.bind(0, id).step())
            return inputError(file, "expected step " + std::to_string(id) + ", found none");
        return changesFromText(select.text(0));
    } catch (const DatabaseError& error) {
        return fileError(file, error);
    } catch (const std::exception& fault) {
        return inputError(file, "step " + std::to_string(id) + ": " + fault.what());
    }
}

explain::Expected<QByteArray> blobInFile(const QString& file, const QString& sha256)
{
    const std::string name = "blob " + sha256.toStdString();
    try {
        Database database(file, readingAccess(file));
        Statement select(database, "SELECT bytes FROM blobs WHERE sha256 = ?");
        if (!select.bind(0, sha256.toStdString()).step())
            return inputError(file, "expected " + name + ", found none");
        const QByteArray bytes = select.blob(0);
        const std::string_view view(bytes.constData(), std::size_t(bytes.size()));
        if (explain::sha256(view) != sha256.toStdString())
            return inputError(file, name + ": expected bytes of this sha256, found others");
        return bytes;
    } catch (const DatabaseError& error) {
        return fileError(file, error);
    }
}

} // namespace project
