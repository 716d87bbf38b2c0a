// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace app {

/// `networks list [--json]`, `networks add DIR`, `networks check DIR [--json]`. Needs a
/// QCoreApplication. \returns the exit code
int networksCommand(const std::vector<std::string>& arguments);

} // namespace app
