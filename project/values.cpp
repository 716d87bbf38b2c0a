// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/values.h"

#include "explain/sha256.h"
#include "project/columns.h"
#include "project/json_values.h"

#include <bit>
#include <cstdio>

namespace project {
namespace {

using nlohmann::json;

Value toValue(const QUuid& id)
{
    return id.isNull() ? Value() : id.toString(QUuid::WithoutBraces).toStdString();
}
Value toValue(const QString& text)
{
    return text.toStdString();
}
Value toValue(qint64 number)
{
    return number;
}
Value toValue(int number)
{
    return qint64(number);
}
Value toValue(bool yes)
{
    return qint64(yes);
}
Value toValue(double number)
{
    return number;
}
Value toValue(const json& value)
{
    return value.is_null() ? Value() : dumpJson(value);
}
template <class T> Value toValue(const std::optional<T>& value)
{
    return value ? toValue(*value) : Value();
}
template <class T> Value toValue(const T& value)
{
    return dumpJson(encode(value));
}

json scalar(const Value& value)
{
    struct Visitor {
        json operator()(std::monostate) const { return {}; }
        json operator()(qint64 number) const { return number; }
        json operator()(double number) const { return number; }
        json operator()(const std::string& text) const { return text; }
    };
    return std::visit(Visitor{}, value);
}

void fromValue(const Value& value, bool& yes)
{
    yes = std::holds_alternative<qint64>(value) && std::get<qint64>(value) != 0;
}
void fromValue(const Value& value, QString& text)
{
    const auto* utf8 = std::get_if<std::string>(&value);
    if (!utf8)
        throw std::invalid_argument("expected a text");
    text = QString::fromStdString(*utf8);
}
void fromValue(const Value& value, json& out)
{
    const auto* text = std::get_if<std::string>(&value);
    out = text ? parseJson(*text) : json();
}
template <class T> void fromValue(const Value& value, T& out)
{
    constexpr bool isScalar =
        std::is_arithmetic_v<
            T> || std::is_same_v<T, QUuid> || std::is_same_v<T, std::optional<int>> || std::is_same_v<T, std::optional<double>>;
    if constexpr (isScalar) {
        decode(scalar(value), out);
    } else {
        const auto* text = std::get_if<std::string>(&value);
        if (!text)
            throw std::invalid_argument("expected JSON");
        decode(parseJson(*text), out);
    }
}

std::string hexOf(double number)
{
    char digits[17];
    std::snprintf(digits, sizeof digits, "%016llx",
                  static_cast<unsigned long long>(std::bit_cast<std::uint64_t>(number)));
    return digits;
}

} // namespace

std::vector<Value> valuesOf(const Row& row)
{
    std::vector<Value> values;
    std::visit(
        [&values](const auto& one) {
            eachColumn(one, [&values](const char*, const auto& value) { //
                values.push_back(toValue(value));
            });
        },
        row);
    return values;
}

Row rowOf(std::size_t table, const std::vector<Value>& values)
{
    return withTable(table, [&values](auto one) -> Row {
        std::size_t column = 0;
        eachColumn(one, [&](const char* name, auto& value) {
            try {
                fromValue(values.at(column++), value);
            } catch (const std::exception& fault) {
                throw std::invalid_argument(std::string(name) + ": " + fault.what());
            }
        });
        return one;
    });
}

std::vector<std::string> columnsOf(std::size_t table)
{
    return withTable(table, [](auto one) {
        std::vector<std::string> names;
        eachColumn(one, [&names](const char* name, const auto&) { names.emplace_back(name); });
        return names;
    });
}

std::string netstrings(const std::vector<std::string>& fields)
{
    std::string bytes;
    for (const std::string& field : fields)
        bytes += std::to_string(field.size()) + ':' + field + ',';
    return bytes;
}

std::string recordHash(const std::vector<Value>& values)
{
    struct Field {
        std::string operator()(std::monostate) const { return "n"; }
        std::string operator()(qint64 number) const { return 'i' + std::to_string(number); }
        std::string operator()(double number) const { return 'r' + hexOf(number); }
        std::string operator()(const std::string& text) const { return 't' + text; }
    };
    std::vector<std::string> fields;
    fields.reserve(values.size());
    for (const Value& value : values)
        fields.push_back(std::visit(Field{}, value));
    return explain::sha256(netstrings(fields));
}

std::string isoTime(qint64 msSince1970)
{
    return QDateTime::fromMSecsSinceEpoch(msSince1970, Qt::UTC)
        .toString(Qt::ISODateWithMs)
        .toStdString();
}

qint64 msOfIsoTime(const QString& text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

} // namespace project
