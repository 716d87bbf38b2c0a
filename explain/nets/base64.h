// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace explain {

/// The bytes of \p text in the usual alphabet of base64 with its padding; nothing: it is not.
std::optional<std::string> fromBase64(std::string_view text);

} // namespace explain
