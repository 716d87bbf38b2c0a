// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/apply.h"

#include <QAbstractListModel>

namespace models {

/// The methods as rows, by title, for the networks at hand. A row is off where a skill is missing,
/// and says which. [gui thread]
class MethodList final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole + 1,
        KindRole,     ///< QString, "PatchMap"
        RunnableRole, ///< bool
        ReasonRole,   ///< QString, why it cannot run; empty: it can
        SourceRole,   ///< QString, paper
        HelpRole      ///< QString, Markdown of its help page; empty: there is none
    };

    explicit MethodList(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override; ///< not enabled where off
    QHash<int, QByteArray> roleNames() const override;

    void setNetworks(const explain::Networks& networks);
    void reload(); ///< after a plugin brought methods

    int rowOf(const QString& id) const; ///< -1: no such method
    const explain::Method* method(int row) const { return m_rows.at(row).method; }

private:
    struct Row {
        const explain::Method* method;
        QString id, title, kind, source, reason;
    };
    QString whyNot(const explain::Method& method) const;

    explain::Networks m_networks;
    QList<Row> m_rows;
};

} // namespace models
