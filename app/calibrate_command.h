// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace app {

/// `groundscope calibrate ...`: measures how far each method can be believed with a network.
/// \returns the exit code
int calibrateCommand(const std::vector<std::string>& arguments);

} // namespace app
