// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/database.h"

#include <QUrl>

#include <sqlite3.h>

namespace project {
namespace {

[[noreturn]] void fail(sqlite3* handle, int code)
{
    throw DatabaseError(handle ? sqlite3_extended_errcode(handle) : code,
                        handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code));
}

int flagsOf(Database::Access access)
{
    switch (access) {
    case Database::Access::ReadWrite: return SQLITE_OPEN_READWRITE;
    case Database::Access::Create: return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case Database::Access::ReadOnly: return SQLITE_OPEN_READONLY;
    case Database::Access::Immutable: return SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
    }
    return 0;
}

} // namespace

void Database::Close::operator()(sqlite3* handle) const
{
    sqlite3_close(handle);
}

Database::Database(const QString& file, Access access)
{
    const QByteArray path = access == Access::Immutable
        ? "file://" + QUrl::toPercentEncoding(file, "/") + "?immutable=1"
        : file.toUtf8();
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.constData(), &handle, flagsOf(access), nullptr);
    m_handle.reset(handle); // even a failed one must be closed
    if (code != SQLITE_OK)
        fail(handle, code);
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, 5000);
    // The schema of a file from outside may name no function of ours, and nothing may write to it
    // past SQL.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
}

void Database::run(const std::string& sql)
{
    if (sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        fail(handle(), SQLITE_ERROR);
}

Value Database::ask(const std::string& sql)
{
    Statement statement(*this, sql);
    return statement.step() ? statement.value(0) : Value();
}

qint64 Database::askNumber(const std::string& sql)
{
    const Value value = ask(sql);
    const auto* number = std::get_if<qint64>(&value);
    return number ? *number : 0;
}

bool Database::inTransaction() const
{
    return sqlite3_get_autocommit(handle()) == 0;
}

void Statement::Finalise::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

Statement::Statement(Database& database, const std::string& sql)
{
    sqlite3_stmt* statement = nullptr;
    const int code =
        sqlite3_prepare_v2(database.handle(), sql.c_str(), int(sql.size()), &statement, nullptr);
    m_statement.reset(statement);
    if (code != SQLITE_OK)
        fail(database.handle(), code);
}

Statement& Statement::bind(int parameter, const Value& value)
{
    struct Bind {
        sqlite3_stmt* statement;
        int at;
        int operator()(std::monostate) const { return sqlite3_bind_null(statement, at); }
        int operator()(qint64 number) const { return sqlite3_bind_int64(statement, at, number); }
        int operator()(double number) const { return sqlite3_bind_double(statement, at, number); }
        int operator()(const std::string& text) const
        {
            return sqlite3_bind_text64(statement, at, text.data(), text.size(), SQLITE_TRANSIENT,
                                       SQLITE_UTF8);
        }
    };
    const int code = std::visit(Bind{m_statement.get(), parameter + 1}, value);
    if (code != SQLITE_OK)
        fail(sqlite3_db_handle(m_statement.get()), code);
    return *this;
}

Statement& Statement::bindBlob(int parameter, const QByteArray& bytes)
{
    const int code = sqlite3_bind_blob64(m_statement.get(), parameter + 1, bytes.constData(),
                                         sqlite3_uint64(bytes.size()), SQLITE_STATIC);
    if (code != SQLITE_OK)
        fail(sqlite3_db_handle(m_statement.get()), code);
    return *this;
}

bool Statement::step()
{
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW)
        return true;
    sqlite3* handle = sqlite3_db_handle(m_statement.get());
    if (code != SQLITE_DONE) {
        const DatabaseError error(sqlite3_extended_errcode(handle), sqlite3_errmsg(handle));
        sqlite3_reset(m_statement.get());
        throw error;
    }
    sqlite3_reset(m_statement.get());
    return false;
}

template <class List> int Statement::runAll(const List& values)
{
    int parameter = 0;
    for (const Value& value : values)
        bind(parameter++, value);
    while (step())
        ;
    return sqlite3_changes(sqlite3_db_handle(m_statement.get()));
}

int Statement::run(std::initializer_list<Value> values)
{
    return runAll(values);
}

int Statement::run(const std::vector<Value>& values)
{
    return runAll(values);
}

Value Statement::value(int column) const
{
    switch (sqlite3_column_type(m_statement.get(), column)) {
    case SQLITE_NULL: return {};
    case SQLITE_INTEGER: return number(column);
    case SQLITE_FLOAT: return sqlite3_column_double(m_statement.get(), column);
    default: return text(column);
    }
}

std::string Statement::text(int column) const
{
    const void* bytes = sqlite3_column_blob(m_statement.get(), column);
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return bytes ? std::string(static_cast<const char*>(bytes), std::size_t(size)) : std::string();
}

QString Statement::string(int column) const
{
    return QString::fromStdString(text(column));
}

qint64 Statement::number(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

QByteArray Statement::blob(int column) const
{
    const void* bytes = sqlite3_column_blob(m_statement.get(), column);
    return {static_cast<const char*>(bytes), sqlite3_column_bytes(m_statement.get(), column)};
}

} // namespace project
