// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phantom/scene.h"

#include <cstdint>

namespace training {

/// What a step's batch is made of.
struct BatchPlan {
    std::uint64_t seed = 1;
    int64_t step = 0;
    int shapes = 48, chest = 16; ///< scenes
    int pairs = 6;               ///< true texts and foils, per scene
    bool severalClaims = true;   ///< whether texts may say more than one thing
    phantom::SceneLimits limits; ///< how much may be in a scene
    int64_t patch = 12;          ///< whose coverage is asked, in pixels
    bool gain = true;            ///< whether brightness varies
};

/// What happens when, by scenes seen: easy scenes first, one pair a scene while the image tower
/// learns to see, single claims before several, a coarse grid before the fine one, and rates that
/// rise over 100 steps and fall along a cosine to 2 %.
class Schedule {
public:
    static constexpr int64_t coarsePatch = 12, finePatch = 8;

    /// \param images   scenes of the whole run
    /// \param fineFrom the share of the run after which patches are fine, 0 ... 1
    Schedule(std::uint64_t seed, int64_t images, double fineFrom);

    int64_t steps() const { return m_steps; }
    /// Scenes a step.
    int64_t batch() const { return BatchPlan{}.shapes + BatchPlan{}.chest; }
    int64_t patch(int64_t step) const;
    /// Factor of all rates, 0 ... 1.
    double rate(int64_t step) const;
    BatchPlan plan(int64_t step) const;

private:
    std::uint64_t m_seed;
    int64_t m_steps;
    double m_fineFrom;
};

} // namespace training
