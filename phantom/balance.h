// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phantom/exchanges.h"

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace phantom {

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

    using Weights = std::unordered_map<std::uint64_t, float>; ///< by forward key

    /// Of weights that were worked out before.
    explicit Balance(Weights weights) : m_weights(std::move(weights)) { }
    const Weights& weights() const { return m_weights; }

    /// The probability to keep a proposal.
    float keep(const Exchanges& seen) const;

private:
    Weights m_weights;
};

} // namespace phantom
