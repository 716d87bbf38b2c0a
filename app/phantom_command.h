// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace app {

/// `groundscope phantom ...`: draws pictures of which everything is known, with their truth.
/// \returns the exit code
int phantomCommand(const std::vector<std::string>& arguments);

} // namespace app
