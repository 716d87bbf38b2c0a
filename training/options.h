// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace training {

/// What `groundscope train-builtin` is told. The schedule counts images, not minutes, so that a run
/// with the same options gives the same bytes on the same machine, interrupted or not.
struct Options {
    std::filesystem::path out; ///< the checkpoint folder that the run leaves
    std::uint64_t seed = 1;    ///< below phantom::firstHeldOutSeed
    /// Scenes seen, both domains together; none: as the run to go on with, or 420,000. Another
    /// number makes the rest of the schedule that of a run of the new length.
    std::optional<std::int64_t> images;
    /// The share of the run after which the grid is fine, 0 ... 1; none: as before, or .65.
    std::optional<double> fineFrom;
    std::string device = "cpu"; ///< "cpu" or "cuda[:N]"
    int threads = 0;            ///< 0: all cores
    double saveEvery = 120;     ///< seconds of computing between states kept in `out`
    bool resume = false;        ///< goes on from the state in `out`
};

/// Why these options cannot be run, if so.
std::optional<explain::Error> fault(const Options& options);

} // namespace training
