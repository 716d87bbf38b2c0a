// SPDX-License-Identifier: Apache-2.0
#include "explain/foreign_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>

namespace explain {
namespace {

constexpr int64_t deepestJson = 200;
constexpr std::size_t longestShown = 80; // bytes

/// How many objects and lists stand inside each other in \p json, whether it is JSON or not.
int64_t depthOf(std::string_view json)
{
    int64_t depth = 0, deepest = 0;
    bool inText = false;
    for (std::size_t at = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (inText && c == '\\')
            ++at; // whatever comes next ends no text
        else if (c == '"')
            inText = !inText;
        else if (!inText && (c == '{' || c == '['))
            deepest = std::max(deepest, ++depth);
        else if (!inText && (c == '}' || c == ']'))
            --depth;
    }
    return deepest;
}

} // namespace

std::optional<std::string> depthFault(std::string_view json)
{
    const int64_t depth = depthOf(json);
    if (depth <= deepestJson)
        return {};
    return "expected JSON nested at most " + std::to_string(deepestJson) + " deep, found "
        + std::to_string(depth);
}

const nlohmann::json& memberOf(const nlohmann::json& object, const char* key)
{
    static const nlohmann::json nothing;
    const auto found = object.find(key); // its end where this is no object
    return found == object.end() ? nothing : *found;
}

std::string shortened(const std::string& text)
{
    if (text.size() <= longestShown)
        return text;
    std::size_t end = longestShown;
    while (end > 0 && (uint8_t(text[end]) & 0xc0) == 0x80)
        --end;
    return text.substr(0, end) + "...";
}

std::string shortened(const nlohmann::json& value)
{
    return shortened(value.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace));
}

} // namespace explain
