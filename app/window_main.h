// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace app {

/// Opens the studio's window and stays until it is closed.
/// \returns the exit code. [gui thread]
int runWindow(int argc, char** argv);

} // namespace app
