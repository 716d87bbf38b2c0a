// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QHash>
#include <QObject>

namespace app {

/// Every action of the window by a stable id ("file.open"): made from one table, so that menus, the
/// palette, the shortcut sheet and the tests see the same ones. [gui thread]
class Actions final : public QObject {
    Q_OBJECT
public:
    explicit Actions(QObject* parent = nullptr);

    /// \throws nothing; an unknown id ends the program in a debug build
    QAction* operator[](const QString& id) const;

    const QList<QAction*>& all() const { return m_all; } ///< in the order of the table
    QStringList groups() const;                          ///< "File", "Edit", ...
    QList<QAction*> inGroup(const QString& group) const; ///< in the order of the table
    static QString groupOf(const QAction* action);
    static QString idOf(const QAction* action);

private:
    QList<QAction*> m_all;
    QHash<QString, QAction*> m_byId;
};

} // namespace app
