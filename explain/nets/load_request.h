// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/family.h"

#include <optional>

namespace explain {

/// Why a network cannot be loaded as \p request asks: a precision other than f32 and bf16, a device
/// that is misspelled or not there. Errors: Usage, Device.
std::optional<Error> faultOf(const LoadRequest& request);

/// What people call the checkpoint at \p path: its folder, or its file without the ending.
std::string nameOfCheckpoint(const std::filesystem::path& path);

} // namespace explain
