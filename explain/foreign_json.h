// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace explain {

/// What is wrong with how deep objects and lists stand inside each other in \p json, whether it is
/// JSON or not: "expected JSON nested at most 200 deep, found 1000"; nothing: they may be parsed.
/// Copying or printing a document goes down into it by recursion, and a stack has an end.
std::optional<std::string> depthFault(std::string_view json);

/// What \p key leads to; null where it is not there or \p object is none.
const nlohmann::json& memberOf(const nlohmann::json& object, const char* key);

/// For messages: at most 80 bytes, and "..." where there are more. A JSON value becomes one line of
/// ASCII; of UTF-8 no character is cut in two.
std::string shortened(const std::string& text);
std::string shortened(const nlohmann::json& value);

} // namespace explain
