// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace app {

/// `explain`: needs a QApplication (image formats, fonts) and no display. \returns the exit code
int explainCommand(const std::vector<std::string>& arguments);

} // namespace app
