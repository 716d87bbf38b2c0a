// SPDX-License-Identifier: Apache-2.0
#include "explain/parameters.h"

#include <c10/util/Exception.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace explain {
namespace {

/// All of \p text as a number within the knob's range, or nothing (NaN is out of every range).
template <class Number>
std::optional<ParameterValue> number(const std::string& text, const Parameter& knob)
{
    Number value{};
    const char* const end = text.data() + text.size();
    const auto [rest, fault] = std::from_chars(text.data(), end, value);
    const bool whole = fault == std::errc{} && rest == end;
    if (!whole || !(double(value) >= knob.min && double(value) <= knob.max))
        return {};
    return value;
}

std::optional<ParameterValue> parse(const std::string& text, const Parameter& knob)
{
    if (std::holds_alternative<int64_t>(knob.value))
        return number<int64_t>(text, knob);
    if (std::holds_alternative<double>(knob.value))
        return number<double>(text, knob);
    if (std::holds_alternative<bool>(knob.value)) {
        if (text == "true" || text == "false")
            return text == "true";
        return {};
    }
    if (knob.choices.empty() || std::ranges::find(knob.choices, text) != knob.choices.end())
        return text;
    return {};
}

std::string joined(const std::vector<std::string>& parts)
{
    std::string line;
    for (const std::string& part : parts)
        line += (line.empty() ? "" : ", ") + part;
    return line;
}

std::string wanted(const Parameter& knob)
{
    if (std::holds_alternative<bool>(knob.value))
        return "true or false";
    if (!knob.choices.empty())
        return "one of " + joined(knob.choices);
    return typeName(knob.value) + " from " + toText(knob.min) + " to " + toText(knob.max);
}

} // namespace

std::string typeName(const ParameterValue& value)
{
    constexpr std::array names{"bool", "int", "float", "string"};
    return names[value.index()];
}

std::string toText(const ParameterValue& value)
{
    if (const auto* text = std::get_if<std::string>(&value))
        return *text;
    if (const auto* flag = std::get_if<bool>(&value))
        return *flag ? "true" : "false";
    std::array<char, 32> digits{};
    const auto print = [&](auto plain) {
        return std::to_chars(digits.data(), digits.data() + digits.size(), plain).ptr;
    };
    char* const end = std::holds_alternative<int64_t>(value) ? print(std::get<int64_t>(value))
                                                                   : print(std::get<double>(value));
    return std::string(digits.data(), end);
}

std::optional<Error> Parameters::set(const std::string& key, const std::string& text)
{
    const auto knob = std::ranges::find(m_declared, key, &Parameter::key);
    if (knob == m_declared.end()) {
        std::vector<std::string> known;
        for (const Parameter& declared : m_declared)
            known.push_back(declared.key);
        return Error{Error::Kind::Usage,
                     known.empty() ? key + ": expected no parameter, there is none"
                                   : key + ": expected one of the parameters " + joined(known)};
    }
    const std::optional<ParameterValue> value = parse(text, *knob);
    if (!value)
        return Error{Error::Kind::Usage,
                     key + ": expected " + wanted(*knob) + ", found '" + text + "'"};
    knob->value = *value;
    return {};
}

const Parameter& Parameters::find(const std::string& key) const
{
    const auto knob = std::ranges::find(m_declared, key, &Parameter::key);
    TORCH_CHECK(knob != m_declared.end(), "no parameter '", key, "'");
    return *knob;
}

} // namespace explain
