// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/case_table.h"

#include "explain/foreign_json.h"
#include "models/small_file.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFileInfo>

namespace models {
namespace {

using nlohmann::json;

constexpr qint64 mostBytes = 1'000'000;
constexpr qsizetype mostCases = 1000;
constexpr std::size_t mostTexts = 64;

/// A reason why a line is not a case; none: it is.
using Fault = std::optional<std::string>;

Fault takeString(const json& object, const char* key, QString& into)
{
    const json& value = explain::memberOf(object, key);
    if (value.is_null())
        return {};
    if (!value.is_string())
        return std::string(key) + ": expected a string, found " + explain::shortened(value);
    into = QString::fromStdString(value.get<std::string>());
    return {};
}

Fault takeTexts(const json& object, const char* key, explain::Text::Role role,
                std::vector<explain::Text>& into)
{
    const json& list = explain::memberOf(object, key);
    if (list.is_null())
        return {};
    if (!list.is_array() || list.size() + into.size() > mostTexts)
        return std::string(key) + ": expected a list of at most " + std::to_string(mostTexts)
            + " texts a case, found " + explain::shortened(list);
    for (const json& text : list) {
        if (!text.is_string())
            return std::string(key) + ": expected strings, found " + explain::shortened(text);
        into.push_back({text.get<std::string>(), role});
    }
    return {};
}

Fault takeImage(const json& object, const QDir& folder, QString& into)
{
    QString image;
    if (const Fault fault = takeString(object, "image", image))
        return fault;
    const QString clean = QDir::cleanPath(image);
    if (image.isEmpty() || QDir::isAbsolutePath(image) || clean.startsWith(".."))
        return "image: expected a file below the table's folder, found '"
            + explain::shortened(image.toStdString()) + "'";
    into = folder.absoluteFilePath(clean);
    return {};
}

Fault take(const QByteArray& line, const QDir& folder, CaseStart& start)
{
    if (const auto fault = explain::depthFault({line.constData(), std::size_t(line.size())}))
        return *fault;
    const json object = json::parse(line.cbegin(), line.cend(), nullptr, false);
    if (!object.is_object())
        return "expected a JSON object, found something else";
    using Role = explain::Text::Role;
    for (const Fault& fault :
         {takeImage(object, folder, start.file), takeString(object, "title", start.title),
          takeString(object, "note", start.note), takeString(object, "domain", start.domain),
          takeTexts(object, "captions", Role::Caption, start.texts),
          takeTexts(object, "concepts", Role::Concept, start.texts)})
        if (fault)
            return fault;
    return {};
}

} // namespace

explain::Expected<QList<CaseStart>> readCaseTable(const QString& file)
{
    const auto bytes = readSmallFile(file, mostBytes);
    if (!bytes)
        return bytes.error();
    const QDir folder = QFileInfo(file).absoluteDir();
    const auto wrong = [&](qsizetype line, const std::string& fault) {
        return explain::Error{explain::Error::Kind::Input,
                              file.toStdString() + ": line " + std::to_string(line + 1) + ": "
                                  + fault};
    };
    QList<CaseStart> starts;
    const QList<QByteArray> lines = bytes->split('\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines[i].trimmed().isEmpty())
            continue;
        if (starts.size() == mostCases)
            return wrong(i, "expected at most 1000 cases, found more");
        CaseStart start;
        if (const Fault fault = take(lines[i], folder, start))
            return wrong(i, *fault);
        starts << std::move(start);
    }
    return starts;
}

} // namespace models
