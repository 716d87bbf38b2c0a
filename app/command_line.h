// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace app {

/// Whether \p word names a subcommand, which it does even where a file is called the same.
bool isSubcommand(std::string_view word);

/// Runs a subcommand without a display: `explain`, `networks`, `methods`, --version, --help.
/// \returns the exit code: 0 done, 2 usage, 3 input file, 4 network, 5 device or memory, 6
/// cancelled, 70 our bug. [main thread]
int runCommandLine(int argc, char** argv);

} // namespace app
