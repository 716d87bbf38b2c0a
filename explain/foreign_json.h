// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace explain {

/// What is wrong with how deep objects and lists stand inside each other in \p json, whether it is
/// JSON or not: "expected JSON nested at most 200 deep, found 1000"; nothing: they may be parsed.
/// Copying or printing a document goes down into it by recursion, and a stack has an end.
std::optional<std::string> depthFault(std::string_view json);

} // namespace explain
