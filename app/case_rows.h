// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/case_list_view.h"

#include <QIdentityProxyModel>

namespace app {

/// The cases with what a row shows beside its title: a second line and a state. [gui thread]
class CaseRows final : public QIdentityProxyModel {
    Q_OBJECT
public:
    using QIdentityProxyModel::QIdentityProxyModel;

    QVariant data(const QModelIndex& index, int role) const override;

    static views::CaseRoles roles();
};

} // namespace app
