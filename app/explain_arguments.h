// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console.h"
#include "app/options.h"
#include "explain/explain_job.h"

#include <string>
#include <vector>

namespace app {

/// What `explain` was asked for, checked as far as the words themselves go.
struct ExplainArguments {
    std::string network = "phantom"; ///< a name or a path
    std::string image;               ///< a file, as given
    std::vector<explain::Text> texts;
    std::vector<std::string> methods; ///< ids; empty: the default ones
    std::vector<explain::Setting> settings;
    std::string device = "cpu"; ///< settled: "cpu" or "cuda:N"
    std::string precision = "f32";
    std::vector<std::string> figures; ///< formats
    std::string domain; ///< of the image, where it is known: thresholds measured on it are taken
    std::string out;
    bool embeddings = false;
    bool json = false;  ///< result.json to standard output as well
    bool quiet = false; ///< nothing to standard output
    ProgressStyle progress = ProgressStyle::Bar;
};

/// The options of `explain`; without figures for a program that paints none.
std::vector<Option> explainOptions(const std::vector<std::string>& figureFormats);

/// Reads \p given. Texts stand in the order of the command line, captions and concepts as given.
/// Errors: Usage, also for an unknown method or knob; Device.
explain::Expected<ExplainArguments> readExplain(const std::vector<std::string>& given,
                                                const std::vector<std::string>& figureFormats);

} // namespace app
