// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/method_list.h"

#include "models/places.h"
#include "models/small_file.h"

#include <algorithm>

namespace models {
namespace {

constexpr qint64 longestHelpPage = 1 << 18; // bytes

QString helpPage(const QString& id)
{
    const QString file = resource("help/" + id + ".md");
    if (file.isEmpty())
        return {};
    const auto page = readSmallFile(file, longestHelpPage);
    return page ? QString::fromUtf8(*page) : QString();
}

} // namespace

MethodList::MethodList(QObject* parent) : QAbstractListModel(parent)
{
    reload();
}

int MethodList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant MethodList::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole: return row.title;
    case Qt::ToolTipRole: return row.reason.isEmpty() ? row.source : row.reason;
    case IdRole: return row.id;
    case KindRole: return row.kind;
    case RunnableRole: return row.reason.isEmpty();
    case ReasonRole: return row.reason;
    case SourceRole: return row.source;
    case HelpRole: return helpPage(row.id);
    default: return {};
    }
}

Qt::ItemFlags MethodList::flags(const QModelIndex& index) const
{
    const bool off = index.isValid() && !m_rows[index.row()].reason.isEmpty();
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return off ? flags & ~Qt::ItemIsEnabled : flags;
}

QHash<int, QByteArray> MethodList::roleNames() const
{
    return {{Qt::DisplayRole, "title"}, {IdRole, "id"},         {KindRole, "kind"},
            {RunnableRole, "runnable"}, {ReasonRole, "reason"}, {SourceRole, "source"},
            {HelpRole, "help"}};
}

void MethodList::setNetworks(const explain::Networks& networks)
{
    m_networks = networks;
    for (Row& row : m_rows)
        row.reason = whyNot(*row.method);
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void MethodList::reload()
{
    beginResetModel();
    m_rows.clear();
    for (const explain::Method* method : explain::methods()) {
        const explain::MethodInfo info = method->info();
        m_rows.append({method, QString::fromStdString(info.id), QString::fromStdString(info.title),
                       QString::fromLatin1(info.kind.data(), qsizetype(info.kind.size())),
                       QString::fromStdString(info.source), whyNot(*method)});
    }
    std::ranges::stable_sort(m_rows, [](const Row& a, const Row& b) {
        return a.title.compare(b.title, Qt::CaseInsensitive) < 0;
    });
    endResetModel();
}

int MethodList::rowOf(const QString& id) const
{
    const auto it = std::ranges::find(m_rows, id, &Row::id);
    return it == m_rows.end() ? -1 : int(it - m_rows.begin());
}

QString MethodList::whyNot(const explain::Method& method) const
{
    const explain::MethodInfo info = method.info();
    if (info.samples > 1)
        return tr("Judges a set of images: it is a part of the calibration.");
    const auto error = explain::unmetNeed(info, m_networks);
    return error ? QString::fromStdString(error->message) : QString();
}

} // namespace models
