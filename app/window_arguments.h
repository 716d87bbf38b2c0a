// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/expected.h"
#include "explain/sample.h"

#include <string>
#include <vector>

namespace app {

/// What the window opens with: `groundscope [--network NAME|DIR] [--text "..." ...]
/// [--concept "..." ...] [FILE|FOLDER ...]`.
struct WindowArguments {
    std::string network;              ///< name or folder; empty: the one of the last time
    std::vector<explain::Text> texts; ///< of the first image, in the order of the line
    std::vector<std::string> files;   ///< images, folders of images, checkpoint folders
};

/// Whether the line asks for the window: it names no subcommand and begins with nothing, with a
/// file that is there, or with an option of the window.
bool asksForWindow(int argc, char** argv);

/// Errors: Usage (an unknown option, a missing value, not UTF-8).
explain::Expected<WindowArguments> windowArguments(int argc, char** argv);

} // namespace app
