// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/expected.h"
#include "explain/progress.h"

#include <string>

namespace app {

/// How a subcommand tells how far it is: a bar where standard error is a terminal (nothing where it
/// is not), or one JSON object a line.
enum class ProgressStyle { Bar, Json };

/// Writes "groundscope: error: <message>" as one line to standard error, whatever the message
/// holds. \returns the exit code
int fail(const explain::Error& error);

/// The same for something worth knowing: "groundscope: note: <message>".
void note(const std::string& message);

/// Writes \p text to standard output. \returns the exit code: 0, or 3 (and the line for it) where
/// it could not be written
int print(const std::string& text);

/// From here on Ctrl-C and a polite request to end cancel what goes on; a second one ends the
/// program at once. A file that grows beyond a limit becomes a write error instead of the end.
void heedSignals();

/// Reports to standard error in \p style and is cancelled by the signals of heedSignals().
explain::Progress consoleProgress(ProgressStyle style);

/// Takes the bar away again, so that what follows starts on a clean line.
void clearProgress();

} // namespace app
