// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/text_list.h"

#include "project/span_edits.h"

#include <algorithm>

namespace models {
namespace {

/// As people read it, which a file's word need not be.
QString shown(explain::Text::Role role)
{
    return role == explain::Text::Role::Caption ? TextList::tr("caption") : TextList::tr("concept");
}

} // namespace

QString nameOf(explain::Text::Role role)
{
    return role == explain::Text::Role::Caption ? QStringLiteral("caption")
                                                : QStringLiteral("concept");
}

explain::Text::Role textRole(const QString& name)
{
    return name == u"concept" ? explain::Text::Role::Concept : explain::Text::Role::Caption;
}

TextList::TextList(project::Document& document, const QUuid& caseId, QObject* parent)
    : KeyedList(parent), m_document(document), m_case(caseId)
{
    connect(&document, &project::Document::changed, this, &TextList::follow);
    QList<QUuid> ids;
    for (const project::Text* text : document.textsOf(caseId))
        ids << text->id;
    replaceIds(ids);
    readTexts();
}

QVariant TextList::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const project::Text* text = rowAt(index.row());
    if (!text)
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return text->text;
    case TextRoleRole: return int(textRole(text->role));
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
    const project::Text* before = rowAt(row);
    if (!before || before->text == text)
        return;
    project::Text after = *before;
    after.text = text;
    project::Edit edit(m_document);
    project::updateText(edit, m_document, after); // claims follow their words
    m_document.commit({.name = tr("edit %1").arg(shown(textRole(after.role))),
                       .mergeKey = "text/" + after.id.toString(QUuid::WithoutBraces)},
                      edit);
}

void TextList::setRole(int row, explain::Text::Role role)
{
    const project::Text* before = rowAt(row);
    if (!before || textRole(before->role) == role)
        return;
    project::Text after = *before;
    after.role = nameOf(role);
    project::Edit edit(m_document);
    edit.update(after);
    m_document.commit({.name = tr("make it a %1").arg(shown(role))}, edit);
}

void TextList::insert(int row, const QString& text, explain::Text::Role role)
{
    if (row < 0 || row > rowCount())
        return;
    const project::Text added{.id = QUuid::createUuid(),
                              .caseId = m_case,
                              .position = m_document.nextPosition<project::Text>(),
                              .role = nameOf(role),
                              .text = text};
    project::Edit edit(m_document);
    edit.insert(added);
    QList<QUuid> order = ids();
    order.insert(row, added.id);
    if (row < rowCount())
        put(edit, order);
    m_document.commit({.name = tr("add %1").arg(shown(role))}, edit);
}

void TextList::append(const QString& text, explain::Text::Role role)
{
    insert(rowCount(), text, role);
}

void TextList::remove(int row)
{
    const project::Text* text = rowAt(row);
    if (!text)
        return;
    project::Edit edit(m_document);
    const QString name = tr("remove %1").arg(shown(textRole(text->role)));
    edit.remove<project::Text>(text->id);
    m_document.commit({.name = name}, edit);
}

void TextList::move(int from, int to)
{
    if (!has(from) || !has(to) || from == to)
        return;
    QList<QUuid> order = ids();
    order.move(from, to);
    project::Edit edit(m_document);
    put(edit, order);
    m_document.commit({.name = tr("move %1").arg(shown(m_texts[std::size_t(from)].role))}, edit);
}

const project::Text* TextList::rowAt(int row) const
{
    return has(row) ? m_document.find<project::Text>(idAt(row)) : nullptr;
}

/// The places that the rows have together are dealt out anew; one that is not in the document yet
/// is in the edit, at the end.
void TextList::put(project::Edit& edit, const QList<QUuid>& order) const
{
    std::vector<project::Text> rows;
    std::vector<qint64> places;
    for (const QUuid& id : order) {
        const project::Text* row = m_document.find<project::Text>(id);
        for (const project::Change& change : edit.changes())
            if (const auto* added = std::get_if<project::Text>(&change.row());
                !row && added && added->id == id)
                row = added;
        rows.push_back(*row);
        places.push_back(row->position);
    }
    std::ranges::sort(places);
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].position != places[i]) {
            rows[i].position = places[i];
            edit.update(rows[i]);
        }
}

void TextList::follow(const std::vector<project::Change>& changes)
{
    QList<QUuid> changed;
    bool any = false;
    for (const project::Change& change : changes)
        if (const auto* text = std::get_if<project::Text>(&change.row());
            text && text->caseId == m_case) {
            any = true;
            const auto* before = change.before ? &std::get<project::Text>(*change.before) : nullptr;
            if (before && change.after
                && (before->text != text->text || before->role != text->role))
                changed << text->id;
        }
    if (!any)
        return;
    QList<QUuid> wanted;
    for (const project::Text* text : m_document.textsOf(m_case))
        wanted << text->id;
    const bool moved = setIds(wanted);
    readTexts();
    for (const QUuid& id : changed) {
        const int row = rowOf(id);
        Q_EMIT dataChanged(index(row), index(row));
        Q_EMIT textChanged(row);
    }
    if (moved || !changed.isEmpty())
        Q_EMIT textsChanged();
}

void TextList::readTexts()
{
    m_texts.clear();
    for (const project::Text* text : m_document.textsOf(m_case))
        m_texts.push_back({text->text.toStdString(), textRole(text->role)});
}

} // namespace models
