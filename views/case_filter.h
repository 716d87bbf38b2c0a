// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/case_list_view.h"

#include <QSortFilterProxyModel>

namespace views {

/// What people call a state, which is also what follows "is:" in a search.
QString spokenState(CaseState state);
CaseState stateOf(const QModelIndex& index, int role);

/// The cases that have all that was typed, in one of several orders. "tag:WORD" wants a tag,
/// "is:flagged" a state, anything else stands anywhere in what is known of the case; "two words" in
/// quotes are one. Quick for tens of thousands of rows: texts and orders are compared as they are
/// prepared once.
class CaseFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setSourceModel(QAbstractItemModel* source) override;
    void setRoles(CaseRoles roles);
    void setSearch(const QString& typed);
    void setOrder(CaseOrder order);
    CaseOrder order() const { return m_order; }
    QStringList tags() const; ///< of any case, sorted
    QVariant data(const QModelIndex& index, int role) const override;

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    void rank() const;

    CaseRoles m_roles;
    CaseOrder m_order = CaseOrder::AsOpened;
    QStringList m_words, m_tags, m_states;
    QList<QMetaObject::Connection> m_followed; ///< of the source
    mutable std::vector<int> m_ranks;          ///< by source row
    mutable bool m_isRanked = false;
};

} // namespace views
