// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace app {

/// `train-builtin --out DIR ...`: makes the built-in network from phantoms. \returns the exit code
int trainCommand(const std::vector<std::string>& arguments);

} // namespace app
