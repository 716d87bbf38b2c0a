// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/choices.h"

namespace models {

void Choices::setDocument(project::Document* document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    if (document)
        connect(document, &project::Document::changed, this, &Choices::follow);
    Q_EMIT replaced();
}

QString Choices::text(const QString& key, const QString& otherwise) const
{
    const nlohmann::json* value = m_document ? m_document->setting(key) : nullptr;
    return value && value->is_string() ? QString::fromStdString(value->get<std::string>())
                                       : otherwise;
}

bool Choices::flag(const QString& key, bool otherwise) const
{
    const nlohmann::json* value = m_document ? m_document->setting(key) : nullptr;
    return value && value->is_boolean() ? value->get<bool>() : otherwise;
}

nlohmann::json Choices::value(const QString& key) const
{
    const nlohmann::json* value = m_document ? m_document->setting(key) : nullptr;
    return value ? *value : nlohmann::json();
}

QStringList Choices::keysBelow(const QString& prefix) const
{
    QStringList keys;
    if (m_document)
        for (const project::Setting* setting : m_document->all<project::Setting>())
            if (setting->key.startsWith(prefix))
                keys << setting->key;
    keys.sort();
    return keys;
}

void Choices::choose(const QString& name, const QString& key, const nlohmann::json& value,
                     bool merges)
{
    const nlohmann::json* before = m_document ? m_document->setting(key) : nullptr;
    if (!m_document || (before && *before == value))
        return;
    project::Edit edit(*m_document);
    edit.set(key, value);
    m_document->commit({.name = name, .mergeKey = merges ? "choice/" + key : QString()}, edit);
}

void Choices::follow(const std::vector<project::Change>& changes)
{
    for (const project::Change& change : changes)
        if (const auto* setting = std::get_if<project::Setting>(&change.row()))
            Q_EMIT changed(setting->key);
}

} // namespace models
