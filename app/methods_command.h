// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace app {

/// `methods list [--json]`: every method with its needs and knobs. \returns the exit code
int methodsCommand(const std::vector<std::string>& arguments);

/// What `methods list --json` prints.
std::string methodsJson();

} // namespace app
