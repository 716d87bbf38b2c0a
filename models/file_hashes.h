// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/expected.h"

#include <filesystem>
#include <string>

namespace models {

/// Hex sha256 of the bytes of \p file. The file is read, never mapped. Large files are hashed once:
/// the result is kept in the user's cache folder and holds while path, size, modification time and
/// inode stay what they were. Fits LoadRequest::hash. Errors: Input (not a regular file, not
/// readable). [any thread]
explain::Expected<std::string> fileHash(const std::filesystem::path& file);

} // namespace models
