// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/case_table.h"

#include <QDir>

namespace project {

/// Turns rows into cases: which key plays which role, and what may stand under it.
class RowReader {
public:
    /// \param roles as given; roles that they do not name are played by the keys of their names
    /// \param folder the table's, where its paths start
    /// \param onlyRoles no key plays a role by its name alone
    RowReader(ColumnRoles roles, bool onlyRoles, const QDir& folder)
        : m_roles(std::move(roles)), m_onlyRoles(onlyRoles), m_folder(folder)
    {
    }

    /// A row of JSON. Errors: Input, the reason without the line.
    explain::Expected<TableRow> read(const nlohmann::json& object) const;

    /// A row of a CSV file: an empty cell is nothing, and \p cells are strings.
    explain::Expected<TableRow> read(const QStringList& header, const QStringList& cells) const;

private:
    QString roleOf(const QString& key) const; ///< empty: none

    ColumnRoles m_roles;
    bool m_onlyRoles;
    QDir m_folder;
};

/// The absolute path of \p file of a table in \p folder.
QString tablePath(const QDir& folder, const QString& file);

} // namespace project
