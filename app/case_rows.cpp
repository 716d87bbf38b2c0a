// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/case_rows.h"

#include "models/case_list.h"

namespace app {
namespace {

enum { SubtitleRole = Qt::UserRole + 100, CaseStateRole };

} // namespace

views::CaseRoles CaseRows::roles()
{
    return {.thumbnail = Qt::DecorationRole,
            .title = Qt::DisplayRole,
            .subtitle = SubtitleRole,
            .state = CaseStateRole};
}

QVariant CaseRows::data(const QModelIndex& index, int role) const
{
    using models::CaseList;
    if (role == CaseStateRole) {
        const auto state = index.data(CaseList::StateRole).value<CaseList::State>();
        return int(state == CaseList::State::Failed ? views::CaseState::Failed
                                                    : views::CaseState::None);
    }
    if (role == SubtitleRole) {
        const QString error = index.data(CaseList::ErrorRole).toString();
        if (!error.isEmpty())
            return error;
        const int texts = index.data(CaseList::TextCountRole).toInt();
        const QSize size = index.data(CaseList::SizeRole).toSize();
        const QString count = texts == 1 ? tr("1 text") : tr("%1 texts").arg(texts);
        return size.isEmpty() ? count
                              : tr("%1 · %2 × %3").arg(count).arg(size.width()).arg(size.height());
    }
    return QIdentityProxyModel::data(index, role);
}

} // namespace app
