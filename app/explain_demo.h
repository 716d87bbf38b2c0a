// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/explain_arguments.h"

#include <functional>

namespace app {

/// Whether `explain` was asked for the demo cases: by --demo, or by nothing at all.
bool asksForDemo(const std::vector<std::string>& given);

/// Runs the cases that the program carries as if each had been named with its image and texts, each
/// into a folder of its own below --out (default: groundscope-demo), and says what each teaches and
/// where its figure lies. All other options of \p given hold. Each runs with its domain, so that
/// words are crossed as in the window and as the notes say.
///
/// \param explain runs one and gives its exit code
/// \param hasBuiltIn whether there is the built-in network; else the toy is taken
/// \returns the exit code of the first that did not succeed, or 0
int explainDemo(const std::vector<std::string>& given,
                const std::vector<std::string>& figureFormats, bool hasBuiltIn,
                const std::function<int(const ExplainArguments&)>& explain);

} // namespace app
