// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace app {

/// `phantom --text-only --domain D [--pairs N] [--seed S] [--json]`: what can be told of captions
/// and foils without their pictures, by type. \returns the exit code
int textOnlyCommand(const std::vector<std::string>& arguments);

} // namespace app
