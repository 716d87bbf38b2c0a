// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options.h"

#include "explain/ops/unicode.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace app {
namespace {

explain::Error usage(std::string message)
{
    return {explain::Error::Kind::Usage, std::move(message)};
}

std::string namesOf(const std::vector<Option>& options)
{
    std::vector<std::string> names;
    for (const Option& option : options)
        names.push_back(option.name);
    return names.empty() ? "no option" : "one of " + joined(names);
}

bool isOption(const std::string& text)
{
    return text.size() > 2 && text.starts_with("--");
}

const Option* find(const std::vector<Option>& known, const std::string& name)
{
    const auto found = std::ranges::find(known, name, &Option::name);
    return found == known.end() ? nullptr : &*found;
}

bool isUtf8(const std::string& text)
{
    return explain::encodeUtf8(explain::decodeUtf8(text)) == text;
}

/// Takes the value of \p option from what stands after '=' or from the next argument.
explain::Expected<std::string> valueOf(const Option& option, std::optional<std::string> attached,
                                       const std::vector<std::string>& given, std::size_t& at,
                                       const std::vector<Option>& known)
{
    if (option.value.empty()) {
        if (attached)
            return usage(option.name + ": expected no value, found '" + *attached + "'");
        return std::string();
    }
    if (!attached) {
        if (at + 1 >= given.size())
            return usage(option.name + ": expected " + option.value + ", found nothing");
        if (find(known, given[at + 1]))
            return usage(option.name + ": expected " + option.value + ", found the option "
                         + given[at + 1]);
        attached = given[++at];
    }
    if (attached->empty() && !option.mayBeEmpty)
        return usage(option.name + ": expected " + option.value + ", found ''");
    return *attached;
}

} // namespace

bool Arguments::has(const std::string& name) const
{
    return std::ranges::any_of(options, [&](const auto& option) { return option.first == name; });
}

std::string Arguments::value(const std::string& name, const std::string& otherwise) const
{
    const std::vector<std::string> all = values(name);
    return all.empty() ? otherwise : all.front();
}

std::vector<std::string> Arguments::values(const std::string& name) const
{
    std::vector<std::string> all;
    for (const auto& [given, value] : options)
        if (given == name)
            all.push_back(value);
    return all;
}

explain::Expected<Arguments> parse(const std::vector<std::string>& given,
                                   const std::vector<Option>& known)
{
    Arguments read;
    bool onlyWords = false;
    for (std::size_t at = 0; at < given.size(); ++at) {
        const std::string& argument = given[at];
        if (!onlyWords && argument == "--") {
            onlyWords = true;
            continue;
        }
        if (onlyWords || argument.size() < 2 || argument[0] != '-') {
            read.words.push_back(argument);
            continue;
        }
        const std::size_t equals = isOption(argument) ? argument.find('=') : std::string::npos;
        const std::string name = argument.substr(0, equals);
        const Option* const option = find(known, name);
        if (!option)
            return usage("option '" + name + "': expected " + namesOf(known));
        if (!option->repeats && read.has(name))
            return usage(name + ": expected once, found twice");
        std::optional<std::string> attached;
        if (equals != std::string::npos)
            attached = argument.substr(equals + 1);
        const auto value = valueOf(*option, attached, given, at, known);
        if (!value)
            return value.error();
        read.options.emplace_back(name, *value);
    }
    return read;
}

explain::Expected<std::vector<std::string>> utf8Arguments(int argc, char** argv)
{
    std::vector<std::string> arguments;
    for (int i = 1; i < argc; ++i) {
        arguments.emplace_back(argv[i]);
        if (!isUtf8(arguments.back()))
            return usage("argument " + std::to_string(i)
                         + ": expected valid UTF-8, found other bytes");
    }
    return arguments;
}

explain::Expected<std::vector<std::string>> listOf(const std::string& option,
                                                   const std::string& list)
{
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= list.size();) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        const std::string part = list.substr(begin, end - begin);
        if (part.empty())
            return usage(option + ": expected names between commas, found '" + list + "'");
        if (std::ranges::find(parts, part) != parts.end())
            return usage(option + ": expected each name once, found '" + part + "' twice");
        parts.push_back(part);
        begin = end + 1;
    }
    return parts;
}

std::string joined(const std::vector<std::string>& parts)
{
    std::string line;
    for (const std::string& part : parts)
        line += (line.empty() ? "" : ", ") + part;
    return line;
}

std::string plainNumber(double value)
{
    std::array<char, 32> digits{};
    std::snprintf(digits.data(), digits.size(), "%.6g", value);
    return digits.data();
}

std::string describe(const std::vector<Option>& options)
{
    constexpr std::size_t column = 26;
    std::string page;
    for (const Option& option : options) {
        std::string line = "  " + option.name + (option.value.empty() ? "" : " " + option.value);
        if (line.size() + 2 > column)
            line += '\n' + std::string(column, ' ');
        else
            line.resize(column, ' ');
        page += line + option.help + '\n';
    }
    return page;
}

} // namespace app
