// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "training/batch_maker.h"
#include "training/losses.h"

#include <nlohmann/json_fwd.hpp>

namespace training {

/// Scenes that no step sees, to watch a run by. Their seed is kept for this: nothing is measured on
/// it in the end.
class HeldOut {
public:
    static constexpr std::uint64_t seed = phantom::firstHeldOutSeed;

    /// \param batches of 50 scenes a domain
    explicit HeldOut(const BatchMaker& maker, int batches = 8);

    /// The share of pairs in the right order by domain and type, and of phrases whose best patch
    /// lies on what they name, in both spaces:
    /// {"shapes": {"colour": .97, ..., "pointing": .9, "pointing_joint": .9}, "chest": {...}}.
    nlohmann::ordered_json measure(const Weights& weights, const at::Device& device);

private:
    const BatchMaker& m_maker;
    int m_count;
    int64_t m_patch = 0;
    std::vector<Batch> m_batches;
};

} // namespace training
