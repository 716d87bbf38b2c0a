// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phantom/foils.h"
#include "phantom/proposals.h"

#include <array>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace phantom {

/// Something a reader of the two texts could notice of a proposal, and what they would notice were
/// caption and foil exchanged. Equal keys: the exchange cannot be noticed.
struct Exchange {
    std::uint64_t forward = 0, backward = 0;
};

/// All that could be noticed: the changed claim with the number of others, and it beside each other
/// claim. Colours, shapes and textures are exchangeable in the scenes, so of these only which ones
/// are equal counts.
struct Exchanges {
    std::array<Exchange, Statement::mostClaims> all;
    int size = 0;
};
Exchanges exchanges(Domain domain, FoilType type, const Proposal& proposal);

/// How often to keep a proposal so that each exchange is as common forwards as backwards.
class Balance {
public:
    /// A proposal's place among the draws that compete for one pair, and what is noticed of it.
    struct Draw {
        int group = 0; ///< draws of one group stand together; the first one kept becomes the pair
        Exchanges seen;
    };

    Balance() = default;
    /// Weights at which the pairs that come of \p draws, made as PairMaker makes them, are
    /// balanced.
    explicit Balance(std::span<const Draw> draws);

    /// The probability to keep a proposal.
    float keep(const Exchanges& seen) const;

private:
    std::unordered_map<std::uint64_t, float> m_weights;
};

} // namespace phantom
