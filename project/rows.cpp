// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/rows.h"

#include "project/columns.h"
#include "project/json_values.h"

namespace project {

QString keyOf(const Row& row)
{
    return std::visit(
        [](const auto& one) {
            if constexpr (requires { one.key; })
                return one.key;
            else
                return one.id.toString(QUuid::WithoutBraces);
        },
        row);
}

nlohmann::json toJson(const Row& row)
{
    nlohmann::json json = nlohmann::json::object();
    std::visit(
        [&json](const auto& one) {
            eachColumn(one, [&json](const char* name, const auto& value) { //
                json[name] = encode(value);
            });
        },
        row);
    return json;
}

Row fromJson(std::size_t table, const nlohmann::json& json)
{
    return withTable(table, [&json](auto one) -> Row {
        eachColumn(one, [&json](const char* name, auto& value) { decode(json.at(name), value); });
        return one;
    });
}

} // namespace project
