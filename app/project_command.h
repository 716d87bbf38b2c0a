// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace app {

/// `groundscope project new|import|info|export PROJECT ...`: projects without a window.
/// \returns the exit code [main thread]
int projectCommand(const std::vector<std::string>& arguments);

} // namespace app
