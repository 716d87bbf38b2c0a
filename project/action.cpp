// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/action.h"

#include "project/json_values.h"

#include <algorithm>

namespace project {
namespace {

using nlohmann::json;

std::optional<Row> rowFrom(std::size_t table, const json& row)
{
    return row.is_null() ? std::nullopt : std::optional(fromJson(table, row));
}

} // namespace

std::string changesToText(const std::vector<Change>& changes)
{
    json list = json::array();
    for (const Change& change : changes)
        list.push_back({{"table", tableNames[change.table()]},
                        {"before", change.before ? toJson(*change.before) : json()},
                        {"after", change.after ? toJson(*change.after) : json()}});
    return dumpJson(list);
}

std::vector<Change> changesFromText(std::string_view text)
{
    std::vector<Change> changes;
    for (const json& one : parseJson(text)) {
        const auto name = std::ranges::find(tableNames, one.at("table").get<std::string>());
        if (name == tableNames.end())
            throw std::invalid_argument("journal: expected a table of the project");
        const auto table = std::size_t(name - tableNames.begin());
        Change change{rowFrom(table, one.at("before")), rowFrom(table, one.at("after"))};
        if (!change.before && !change.after)
            throw std::invalid_argument("journal: expected a row before or after");
        changes.push_back(std::move(change));
    }
    return changes;
}

} // namespace project
