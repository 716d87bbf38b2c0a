// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/progress.h"
#include "training/losses.h"
#include "training/state.h"

namespace training {

/// The network that train() begins with: a coarse grid, and the vocabulary of phantom/.
NetworkShape builtinShape();

/// The tokens that texts of phantom/ are made of, with begin and end.
std::vector<int64_t> usedTokens();

/// One step: moves \p state by \p batch, all rates times \p rate.
Losses trainStep(State& state, const Batch& batch, double rate);

/// Trains the built-in network and leaves its checkpoint folder at `options.out`, with
/// metrics.jsonl beside it. Keeps its state there every `options.saveEvery` seconds and when it is
/// cancelled, so that `options.resume` goes on from it; a run that was interrupted ends with the
/// same weights to the bit as one that was not, on the same machine with as many threads.
///
/// Errors: Usage for options (see fault()), Input for files, Cancelled.
explain::Expected<std::filesystem::path> train(const Options& options,
                                               const explain::Progress& progress);

} // namespace training
