// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/case_list_view.h"

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

} // namespace views
