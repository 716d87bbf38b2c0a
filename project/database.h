// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace project {

/// What a cell of a table holds.
using Value = std::variant<std::monostate, qint64, double, std::string>;

/// What SQLite answered; it stays inside this folder, whose doors turn it into an explain::Error.
struct DatabaseError : std::runtime_error {
    DatabaseError(int sqliteCode, const std::string& message)
        : std::runtime_error(message), code(sqliteCode)
    {
    }
    int code; ///< of SQLite, extended
};

/// A connection to a database file. Every function throws DatabaseError. [one thread at a time]
class Database {
public:
    enum class Access {
        ReadWrite, ///< the file must exist
        Create,    ///< it must not matter what is there
        ReadOnly,  ///< others may write meanwhile
        Immutable  ///< nobody can write; no file is made beside it
    };
    Database(const QString& file, Access access);
    explicit Database(const char* inMemory) : Database(QString(inMemory), Access::Create) { }

    void run(const std::string& sql);  ///< one or more statements without results
    Value ask(const std::string& sql); ///< the first cell of the answer; null: no rows
    qint64 askNumber(const std::string& sql);
    bool inTransaction() const;

    sqlite3* handle() const { return m_handle.get(); }

private:
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    std::unique_ptr<sqlite3, Close> m_handle;
};

/// A statement of a connection that outlives it; columns and parameters count from 0.
class Statement {
public:
    Statement(Database& database, const std::string& sql);

    Statement& bind(int parameter, const Value& value);
    Statement& bindBlob(int parameter, const QByteArray& bytes); ///< must live until the next step
    bool step(); ///< to the next row; false: no more, and it can be bound anew
    int run(std::initializer_list<Value> values); ///< to its end; how many rows it changed
    int run(const std::vector<Value>& values);

    Value value(int column) const;
    std::string text(int column) const; ///< "" where it is null
    QString string(int column) const;
    qint64 number(int column) const;
    QByteArray blob(int column) const;

private:
    struct Finalise {
        void operator()(sqlite3_stmt* statement) const;
    };
    template <class List> int runAll(const List& values);

    std::unique_ptr<sqlite3_stmt, Finalise> m_statement;
};

} // namespace project
