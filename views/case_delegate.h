// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/case_list_view.h"

#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>

namespace views {

/// A case's row: thumbnail, title, second line, state.
class CaseDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    CaseRoles roles;
    bool rail = false;
    QPersistentModelIndex open; ///< of the filtered model

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// Lets a case through whose title or second line has every word that was typed.
class CaseFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setRoles(CaseRoles roles);
    void setWords(const QString& typed);
    QVariant data(const QModelIndex& index, int role) const override;

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;

private:
    CaseRoles m_roles;
    QStringList m_words;
};

} // namespace views
