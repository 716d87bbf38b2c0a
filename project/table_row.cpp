// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/table_row.h"

#include "explain/foreign_json.h"
#include "project/rows.h"

#include <algorithm>

namespace project {
namespace {

using explain::memberOf;
using nlohmann::json;

constexpr std::size_t mostImages = 4096, mostTexts = 4096;

/// Why a value cannot play its role; none: it does.
using Fault = std::optional<std::string>;

Fault found(const QString& key, const std::string& expected, const json& value)
{
    return key.toStdString() + ": expected " + expected + ", found " + explain::shortened(value);
}

QString toString(const json& value)
{
    return QString::fromStdString(value.get<std::string>());
}

/// Strings as they are, numbers as they are written.
Fault takeWord(const QString& key, const json& value, QString& into)
{
    if (value.is_null())
        return {};
    if (!value.is_string() && !value.is_number())
        return found(key, "a string", value);
    into = value.is_string() ? toString(value) : QString::fromStdString(value.dump());
    return {};
}

bool isImageRole(const QString& role)
{
    return std::ranges::find(imageRoles, role.toStdString()) != imageRoles.end();
}

Fault takeImage(const QString& key, const json& value, const QString& role, const QDir& folder,
                TableRow& row)
{
    if (value.is_null())
        return {};
    TableImage image{.role = role};
    if (value.is_object()) {
        for (const auto& [name, into] :
             {std::pair("file", &image.file), std::pair("role", &image.role),
              std::pair("id", &image.id)})
            if (const Fault fault = takeWord(key + ' ' + name, memberOf(value, name), *into))
                return fault;
    } else if (value.is_string()) {
        image.file = toString(value);
    }
    if (image.file.isEmpty() || image.file.contains(QChar(0)))
        return found(key, "a file", value);
    if (!isImageRole(image.role))
        return key.toStdString()
            + " role: expected one of main, prior, lateral, generated, reference, frame, support, "
              "found '"
            + explain::shortened(image.role.toStdString()) + "'";
    if (row.images.size() == mostImages)
        return key.toStdString() + ": expected at most 4096 images a case, found more";
    image.path = tablePath(folder, image.file);
    row.images.push_back(std::move(image));
    return {};
}

Fault takeText(const QString& key, const json& value, const QString& role, TableRow& row)
{
    TableText text{.role = role};
    if (value.is_object()) {
        if (!memberOf(value, "text").is_string())
            return found(key, R"(a string or {"id", "text"})", value);
        text.text = toString(value["text"]);
        for (const auto& [name, into] : {std::pair("role", &text.role), std::pair("id", &text.id)})
            if (const Fault fault = takeWord(key + ' ' + name, memberOf(value, name), *into))
                return fault;
    } else if (value.is_string()) {
        text.text = toString(value);
    } else {
        return found(key, R"(a string or {"id", "text"})", value);
    }
    if (text.role != "caption" && text.role != "concept")
        return key.toStdString() + " role: expected caption or concept, found '"
            + explain::shortened(text.role.toStdString()) + "'";
    if (row.texts.size() == mostTexts)
        return key.toStdString() + ": expected at most 4096 texts a case, found more";
    row.texts.push_back(std::move(text));
    return {};
}

/// One value, or each of a list.
template <class Take> Fault takeEach(const json& value, const Take& take)
{
    if (!value.is_array())
        return value.is_null() ? Fault() : take(value);
    for (const json& one : value)
        if (const Fault fault = take(one))
            return fault;
    return {};
}

Fault takeTag(const QString& key, const json& value, TableRow& row)
{
    QString tag;
    if (const Fault fault = takeWord(key, value, tag))
        return fault;
    if (const QString plain = tag.trimmed(); !plain.isEmpty() && !row.tags.contains(plain))
        row.tags << plain;
    return {};
}

Fault take(const QString& role, const QString& key, const json& value, const QDir& folder,
           TableRow& row)
{
    if (role == "image" || isImageRole(role))
        return takeImage(key, value, role == "image" ? "main" : role, folder, row);
    if (role == "images")
        return takeEach(value,
                        [&](const json& one) { return takeImage(key, one, "main", folder, row); });
    if (role == "texts" || role == "concepts")
        return takeEach(value, [&](const json& one) {
            return takeText(key, one, role == "texts" ? "caption" : "concept", row);
        });
    if (role == "tags")
        return takeEach(value, [&](const json& one) { return takeTag(key, one, row); });
    return takeWord(key, value,
                    role == "id"          ? row.id
                        : role == "title" ? row.title
                        : role == "note"  ? row.note
                                          : row.domain);
}

/// A cell as JSON would have it; null: it plays no part.
json valueOf(const QString& role, const QString& cell)
{
    if (cell.isEmpty() && !role.isEmpty())
        return {};
    if (role == "images" && cell.startsWith('[')) // as a list in JSON, with roles
        if (json list = json::parse(cell.toStdString(), nullptr, false); list.is_array())
            return list;
    if (role != "concepts" && role != "tags")
        return cell.toStdString();
    json list = json::array();
    for (const QString& part : cell.split(';', Qt::SkipEmptyParts))
        if (!part.trimmed().isEmpty())
            list.push_back(part.trimmed().toStdString());
    return list;
}

} // namespace

QString tablePath(const QDir& folder, const QString& file)
{
    return QDir::cleanPath(folder.absoluteFilePath(file));
}

QString RowReader::roleOf(const QString& key) const
{
    for (const auto& [role, column] : m_roles)
        if (column == key)
            return role;
    if (m_onlyRoles)
        return {};
    const QString role = key == "captions" ? "texts" : key;
    const bool isDefault =
        QStringList{"id", "image", "images", "texts", "concepts", "title", "note", "domain", "tags"}
            .contains(role);
    const bool isPlayed = std::ranges::any_of(m_roles, [&](const auto& given) {
        return given.first == role || (role == "image" && given.first == "main");
    });
    return isDefault && !isPlayed ? role : QString();
}

explain::Expected<TableRow> RowReader::read(const json& object) const
{
    const auto input = [](std::string why) {
        return explain::Error{explain::Error::Kind::Input, std::move(why)};
    };
    if (!object.is_object())
        return input("expected a JSON object, found " + explain::shortened(object));
    TableRow row;
    for (const auto& [role, column] : m_roles) // their order is that of texts and images
        if (const auto value = object.find(column.toStdString()); value != object.end())
            if (const Fault fault = take(role, column, *value, m_folder, row))
                return input(*fault);
    for (const auto& [name, value] : object.items()) {
        const QString key = QString::fromStdString(name);
        if (std::ranges::find(m_roles, key, &ColumnRoles::value_type::second) != m_roles.end())
            continue;
        const QString role = roleOf(key);
        if (role.isEmpty())
            row.columns[name] = value;
        else if (const Fault fault = take(role, key, value, m_folder, row))
            return input(*fault);
    }
    if (row.images.empty())
        return input("image: expected a file, found nothing");
    return row;
}

explain::Expected<TableRow> RowReader::read(const QStringList& header,
                                            const QStringList& cells) const
{
    json object = json::object();
    for (qsizetype i = 0; i < header.size(); ++i)
        object[header[i].toStdString()] = valueOf(roleOf(header[i]), cells[i]);
    return read(object);
}

} // namespace project
