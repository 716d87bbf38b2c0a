// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"
#include "training/optimiser.h"
#include "training/options.h"

namespace training {

/// Everything that a run needs to go on as if it had never stopped.
struct State {
    Weights weights;
    Optimiser optimiser;
    int64_t step = 0;         ///< the next one
    double seconds = 0;       ///< of computing so far
    int interruptions = 0;    ///< how often it went on from a file
    int64_t images = 420'000; ///< the length that it was told
    double fineFrom = .65;    ///< and the share of it after which the grid is fine

    /// Moves every tensor.
    void to(const at::Device& device);

    /// A run's first state.
    static State begin(const NetworkShape& shape, std::uint64_t seed);
};

/// The file in the folder of a run that is under way.
std::filesystem::path stateFile(const std::filesystem::path& folder);

/// Writes beside the file and moves into place. Errors: Input where it cannot be written.
std::optional<explain::Error> saveState(const State& state, const Options& options);

/// Reads what saveState() wrote. Errors: Input where there is none, where it is of another seed, or
/// where a number or a tensor is not what such a file holds.
explain::Expected<State> loadState(const Options& options);

} // namespace training
