// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/methods_command.h"

#include "app/console.h"
#include "app/options.h"
#include "explain/method.h"

#include <nlohmann/json.hpp>

namespace app {
namespace {

using Json = nlohmann::ordered_json;

const std::vector<Option> options{{"--json", "", "for machines"}, {"--help", "", "this page"}};

const char* const helpPage =
    "groundscope methods list [--json]\n\nThe ways of explaining, with what each needs of a "
    "network and its parameters.\n\n";

Json toJson(const explain::Parameter& parameter)
{
    const bool isNumber = std::holds_alternative<int64_t>(parameter.value)
        || std::holds_alternative<double>(parameter.value);
    const auto bound = [&](double value) {
        if (!isNumber)
            return Json(nullptr);
        return std::holds_alternative<int64_t>(parameter.value) ? Json(int64_t(value))
                                                                : Json(value);
    };
    return {{"key", parameter.key},
            {"type", explain::typeName(parameter.value)},
            {"default", std::visit([](const auto& value) { return Json(value); }, parameter.value)},
            {"min", bound(parameter.min)},
            {"max", bound(parameter.max)},
            {"choices", parameter.choices},
            {"help", parameter.help}};
}

Json toJson(const explain::MethodInfo& info)
{
    Json needs = Json::array(), parameters = Json::array();
    for (const explain::Need& need : info.needs)
        needs.push_back(Json{{"skill", nameOf(need.skill)}, {"role", need.role}});
    for (const explain::Parameter& parameter : info.parameters)
        parameters.push_back(toJson(parameter));
    return {{"id", info.id},  {"title", info.title},   {"kind", info.kind},
            {"needs", needs}, {"source", info.source}, {"parameters", parameters}};
}

std::string forPeople()
{
    std::string page;
    for (const explain::Method* method : explain::methods()) {
        const explain::MethodInfo info = method->info();
        page += info.id + "  " + info.title + "  (" + std::string(info.kind) + ")\n";
        for (const explain::Parameter& parameter : info.parameters)
            page += "    " + parameter.key + '=' + explain::toText(parameter.value) + "  "
                + parameter.help + '\n';
    }
    return page;
}

} // namespace

std::string methodsJson()
{
    Json all = Json::array();
    for (const explain::Method* method : explain::methods())
        all.push_back(toJson(method->info()));
    return all.dump(2) + '\n';
}

int methodsCommand(const std::vector<std::string>& arguments)
{
    const auto read = parse(arguments, options);
    if (!read)
        return fail(read.error());
    if (read->has("--help"))
        return print(helpPage + describe(options));
    if (read->words != std::vector<std::string>{"list"})
        return fail({explain::Error::Kind::Usage,
                     "methods: expected 'list', found '"
                         + (read->words.empty() ? std::string() : read->words.back()) + "'"});
    return print(read->has("--json") ? methodsJson() : forPeople());
}

} // namespace app
