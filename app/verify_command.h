// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace app {

/// `groundscope verify PROJECT`: whether every record and blob is as it was written.
/// \returns the exit code: 0, or 3 after a line for each that is not [main thread]
int verifyCommand(const std::vector<std::string>& arguments);

} // namespace app
