// SPDX-License-Identifier: Apache-2.0
#include "explain/foreign_json.h"

#include <algorithm>
#include <cstdint>

namespace explain {
namespace {

constexpr int64_t deepestJson = 200;

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

} // namespace explain
