// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/archive.h"
#include "explain/method.h"

#include <memory>
#include <string>
#include <vector>

namespace explain {

// What `explain` runs, in the window's command line and in groundscope-bare alike.

/// The value of a method's knob as a person wrote it: "clip4dm.variant=official".
struct Setting {
    std::string method, key, value;
};

/// Takes METHOD.KEY=VALUE apart; the value may be empty and may hold any sign. Usage errors.
Expected<Setting> parseSetting(const std::string& text);

/// One method with the values of its knobs.
struct MethodRun {
    const Method* method = nullptr; ///< from methods()
    Parameters parameters;
};

/// What stands wrong in \p ids and \p settings before any network is known: an id or knob that
/// does not exist, a value that does not fit, a setting of a method that is not run. Usage errors,
/// which call what named the methods by \p option.
std::optional<Error> checkMethods(const std::vector<std::string>& ids,
                                  const std::vector<Setting>& settings,
                                  const std::string& option = "--method");

/// What is to run on \p network, in order: \p ids, or where there are none those of patch-sim,
/// ot-ipot, denseclip and clip4dm that it can run. Knobs start from the defaults of the network's
/// manifest. Errors: Usage as above; Network where a named method lacks a skill, which it names.
Expected<std::vector<MethodRun>> planMethods(const std::vector<std::string>& ids,
                                             const std::vector<Setting>& settings,
                                             const std::shared_ptr<const Network>& network);

/// One image with its texts, one network, any number of methods.
struct ExplainJob {
    ImageRecord image;
    Sample sample;
    std::shared_ptr<const Network> network;
    std::vector<MethodRun> runs;
    bool embeddings = false; ///< keep image, text and patch vectors, each of length 1
};

struct JobOutcome {
    Archive archive;
    std::vector<std::string> notices; ///< what a user should know of how things were read
};

/// Everything of the result but the explanations: what the network of \p job, by the store of
/// \p context, says of its image and texts. Errors: those of DualEncoder. [worker thread]
std::optional<Error> addFeatures(const ExplainJob& job, const Context& context,
                                 JobOutcome& outcome);

/// Encodes once, then runs each method; computes the whole or returns why not. Errors: those of
/// DualEncoder and apply(). [worker thread]
Expected<JobOutcome> runJob(const ExplainJob& job, const Progress& progress);

} // namespace explain
