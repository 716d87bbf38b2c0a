// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace app {

/// `phantom --domain D --count N --seed S [--size PX] --out DIR [--json]`: draws pictures of which
/// everything is known, with their truth; `phantom --text-only ...` is textOnlyCommand(). Needs a
/// QCoreApplication. \returns the exit code
int phantomCommand(const std::vector<std::string>& arguments);

} // namespace app
