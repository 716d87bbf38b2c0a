// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace explain {

/// Unpacks gzip or zlib data, never to more than \p maxBytes. Errors: Network, with what is wrong
/// ("expected gzip data, found ..."); the caller names the file.
Expected<std::string> gunzip(std::string_view packed, std::size_t maxBytes);

} // namespace explain
