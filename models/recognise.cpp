// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/recognise.h"

#include "models/small_file.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace models {
namespace {

constexpr qint64 largestJson = 4 << 20; // bytes

/// The file that a rule speaks of; empty: the rule is written wrongly, or the file is not there.
QString fileOf(const QJsonObject& rule, const QString& path)
{
    const QString name = rule["file"].toString();
    if (name.isEmpty() || name.contains('/') || name == "..")
        return {};
    const QFileInfo where(path);
    const QFileInfo file(where.isDir()                  ? path + '/' + name
                             : where.fileName() == name ? path
                                                        : QString());
    return file.isFile() ? file.filePath() : QString();
}

QJsonValue step(const QJsonValue& value, QString key)
{
    key.replace("~1", "/").replace("~0", "~");
    if (value.isObject())
        return value.toObject().value(key);
    bool isIndex = false;
    const int index = key.toInt(&isIndex);
    const QJsonArray array = value.toArray();
    return isIndex && index >= 0 && index < array.size() ? array[index]
                                                         : QJsonValue(QJsonValue::Undefined);
}

/// Undefined: nothing there, or no pointer.
QJsonValue at(const QJsonDocument& document, const QString& pointer)
{
    QJsonValue value =
        document.isObject() ? QJsonValue(document.object()) : QJsonValue(document.array());
    if (!pointer.isEmpty() && !pointer.startsWith('/'))
        return QJsonValue::Undefined;
    const QStringList keys = pointer.split('/').mid(1);
    for (const QString& key : keys)
        value = step(value, key);
    return value;
}

bool holds(const QJsonObject& rule, const QString& path)
{
    const QString file = fileOf(rule, path);
    if (file.isEmpty())
        return false;
    if (!rule.contains("pointer"))
        return !rule.contains("is");
    const auto bytes = readSmallFile(file, largestJson);
    if (!bytes || !rule["pointer"].isString())
        return false;
    const QJsonDocument document = QJsonDocument::fromJson(*bytes);
    if (document.isNull())
        return false;
    const QJsonValue found = at(document, rule["pointer"].toString());
    return rule.contains("is") ? !found.isUndefined() && rule["is"].toArray().contains(found)
                               : !found.isUndefined();
}

} // namespace

bool recognises(const QJsonArray& rules, const QString& path)
{
    return std::ranges::any_of(
        rules, [&path](const QJsonValue& rule) { return holds(rule.toObject(), path); });
}

QStringList inWords(const QJsonArray& rules)
{
    QStringList all;
    for (const QJsonValue& value : rules) {
        const QJsonObject rule = value.toObject();
        QString words = rule["file"].toString();
        if (rule.contains("pointer"))
            words += " with " + rule["pointer"].toString();
        QStringList accepted;
        for (const QJsonValue& one : rule["is"].toArray())
            accepted << one.toVariant().toString();
        if (!accepted.isEmpty())
            words += ' ' + accepted.join(" or ");
        all << words;
    }
    return all;
}

} // namespace models
