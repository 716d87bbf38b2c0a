// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/rows.h"

#include <string>
#include <string_view>

namespace project {

/// JSON that is bound to be nested no deeper than a person would write: writing it out again
/// recurses. Throws nlohmann::json::exception or std::invalid_argument.
nlohmann::json parseJson(std::string_view text);

/// As short as it gets; never throws, bytes that are no UTF-8 are replaced.
std::string dumpJson(const nlohmann::json& json);

// A member of a row as JSON and back. decode() throws as parseJson() does.
nlohmann::json encode(const QUuid& id); ///< null: a null id
nlohmann::json encode(const QString& text);
nlohmann::json encode(const QStringList& texts);
nlohmann::json encode(const std::vector<Span>& spans);
nlohmann::json encode(const std::vector<QUuid>& ids);
nlohmann::json encode(const Shape& shape);
inline nlohmann::json encode(const nlohmann::json& json)
{
    return json;
}
inline nlohmann::json encode(qint64 number)
{
    return number;
}
inline nlohmann::json encode(int number)
{
    return number;
}
inline nlohmann::json encode(bool yes)
{
    return yes;
}
inline nlohmann::json encode(double number)
{
    return number;
}
template <class T> nlohmann::json encode(const std::optional<T>& value)
{
    return value ? encode(*value) : nlohmann::json();
}

void decode(const nlohmann::json& json, QUuid& id);
void decode(const nlohmann::json& json, QString& text);
void decode(const nlohmann::json& json, QStringList& texts);
void decode(const nlohmann::json& json, std::vector<Span>& spans);
void decode(const nlohmann::json& json, std::vector<QUuid>& ids);
void decode(const nlohmann::json& json, Shape& shape);
void decode(const nlohmann::json& json, qint64& number);
void decode(const nlohmann::json& json, int& number);
void decode(const nlohmann::json& json, bool& yes);
void decode(const nlohmann::json& json, double& number);
inline void decode(const nlohmann::json& json, nlohmann::json& value)
{
    value = json;
}
template <class T> void decode(const nlohmann::json& json, std::optional<T>& value)
{
    value.reset();
    if (!json.is_null())
        decode(json, value.emplace());
}

} // namespace project
