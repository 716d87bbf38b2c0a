// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/case_rows.h"

#include "models/case_list.h"

namespace app {
namespace {

enum { SubtitleRole = Qt::UserRole + 100, CaseStateRole };

views::CaseState stateOf(const QModelIndex& index)
{
    using models::CaseList;
    if (!index.data(CaseList::ErrorRole).toString().isEmpty())
        return views::CaseState::Failed;
    switch (index.data(CaseList::VerdictRole).value<CaseList::Verdict>()) {
    case CaseList::Verdict::Supported: return views::CaseState::Supported;
    case CaseList::Verdict::Contradicted: return views::CaseState::Contradicted;
    case CaseList::Verdict::Flagged: return views::CaseState::Flagged;
    case CaseList::Verdict::None: break;
    }
    return views::CaseState::None;
}

} // namespace

views::CaseRoles CaseRows::roles()
{
    return {.thumbnail = Qt::DecorationRole,
            .title = Qt::DisplayRole,
            .subtitle = SubtitleRole,
            .state = CaseStateRole,
            .search = models::CaseList::SearchRole,
            .tags = models::CaseList::TagsRole,
            .score = models::CaseList::ScoreRole};
}

QVariant CaseRows::data(const QModelIndex& index, int role) const
{
    using models::CaseList;
    if (role == CaseStateRole)
        return int(stateOf(index));
    if (role == SubtitleRole) {
        const QString error = index.data(CaseList::ErrorRole).toString();
        if (!error.isEmpty())
            return error;
        const int texts = index.data(CaseList::TextCountRole).toInt();
        const int images = index.data(CaseList::ImageCountRole).toInt();
        const QSize size = index.data(CaseList::SizeRole).toSize();
        QStringList parts{texts == 1 ? tr("1 text") : tr("%1 texts").arg(texts)};
        if (images > 1)
            parts << tr("%1 images").arg(images);
        else if (!size.isEmpty())
            parts << tr("%1 × %2").arg(size.width()).arg(size.height());
        for (const QString& tag : index.data(CaseList::TagsRole).toStringList())
            parts << '#' + tag;
        return parts.join(" · ");
    }
    return QIdentityProxyModel::data(index, role);
}

} // namespace app
