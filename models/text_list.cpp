// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/text_list.h"

#include <QPointer>

#include <algorithm>

namespace models {
namespace {

QString nameOf(explain::Text::Role role)
{
    return role == explain::Text::Role::Caption ? TextList::tr("caption") : TextList::tr("concept");
}

} // namespace

TextList::TextList(History* history, QObject* parent)
    : QAbstractListModel(parent), m_history(history)
{
    connect(this, &QAbstractItemModel::rowsInserted, this, &TextList::textsChanged);
    connect(this, &QAbstractItemModel::rowsRemoved, this, &TextList::textsChanged);
    connect(this, &QAbstractItemModel::rowsMoved, this, &TextList::textsChanged);
    connect(this, &QAbstractItemModel::modelReset, this, &TextList::textsChanged);
    connect(this, &TextList::textChanged, this, &TextList::textsChanged);
}

int TextList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_texts.size());
}

QVariant TextList::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const explain::Text& text = m_texts[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return QString::fromStdString(text.text);
    case TextRoleRole: return int(text.role);
    default: return {};
    }
}

bool TextList::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    if (role == Qt::EditRole)
        setText(index.row(), value.toString());
    else if (role == TextRoleRole)
        setRole(index.row(), explain::Text::Role(value.toInt()));
    else
        return false;
    return true;
}

Qt::ItemFlags TextList::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsEditable : flags;
}

QHash<int, QByteArray> TextList::roleNames() const
{
    return {{Qt::DisplayRole, "text"}, {TextRoleRole, "role"}};
}

void TextList::setText(int row, const QString& text)
{
    if (!has(row))
        return;
    const QString before = QString::fromStdString(m_texts[row].text);
    const auto apply = [list = QPointer(this), row](const QVariant& value) {
        if (list && list->has(row))
            list->doChange(row, {value.toString().toStdString(), list->m_texts[row].role});
    };
    if (!m_history) {
        apply(text);
        return;
    }
    m_history->change(tr("edit %1").arg(nameOf(m_texts[row].role)),
                      QString("%1/%2").arg(m_key).arg(row), before, text, apply);
}

void TextList::setRole(int row, explain::Text::Role role)
{
    if (!has(row) || m_texts[row].role == role)
        return;
    const explain::Text::Role before = m_texts[row].role;
    const auto set = [row](explain::Text::Role to) {
        return [row, to](TextList& list) { list.doChange(row, {list.m_texts[row].text, to}); };
    };
    act(tr("make it a %1").arg(nameOf(role)), set(role), set(before));
}

void TextList::insert(int row, const QString& text, explain::Text::Role role)
{
    if (row < 0 || row > rowCount())
        return;
    const explain::Text added{text.toStdString(), role};
    act(
        tr("add %1").arg(nameOf(role)), [=](TextList& list) { list.doInsert(row, added); },
        [=](TextList& list) { list.doRemove(row); });
}

void TextList::append(const QString& text, explain::Text::Role role)
{
    insert(rowCount(), text, role);
}

void TextList::remove(int row)
{
    if (!has(row))
        return;
    const explain::Text removed = m_texts[row];
    act(
        tr("remove %1").arg(nameOf(removed.role)), [=](TextList& list) { list.doRemove(row); },
        [=](TextList& list) { list.doInsert(row, removed); });
}

void TextList::move(int from, int to)
{
    if (!has(from) || !has(to) || from == to)
        return;
    act(
        tr("move %1").arg(nameOf(m_texts[from].role)),
        [=](TextList& list) { list.doMove(from, to); },
        [=](TextList& list) { list.doMove(to, from); });
}

void TextList::reset(std::vector<explain::Text> texts)
{
    beginResetModel();
    m_texts = std::move(texts);
    endResetModel();
}

void TextList::act(const QString& name, std::function<void(TextList&)> redo,
                   std::function<void(TextList&)> undo)
{
    // The history may outlive the list's case.
    const auto guarded = [list = QPointer(this)](std::function<void(TextList&)> does) {
        return [list, does = std::move(does)] {
            if (list)
                does(*list);
        };
    };
    if (m_history)
        m_history->act(name, guarded(std::move(redo)), guarded(std::move(undo)));
    else
        redo(*this);
}

void TextList::doChange(int row, const explain::Text& text)
{
    m_texts[row] = text;
    Q_EMIT dataChanged(index(row), index(row));
    Q_EMIT textChanged(row);
}

void TextList::doInsert(int row, const explain::Text& text)
{
    beginInsertRows({}, row, row);
    m_texts.insert(m_texts.begin() + row, text);
    endInsertRows();
}

void TextList::doRemove(int row)
{
    beginRemoveRows({}, row, row);
    m_texts.erase(m_texts.begin() + row);
    endRemoveRows();
}

void TextList::doMove(int from, int to)
{
    beginMoveRows({}, from, from, {}, to > from ? to + 1 : to); // Qt counts before the move
    const auto first = m_texts.begin();
    if (from < to)
        std::rotate(first + from, first + from + 1, first + to + 1);
    else
        std::rotate(first + to, first + from, first + from + 1);
    endMoveRows();
}

} // namespace models
