// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/token_model.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace explain {

/// The pairs of symbols that byte pair encoding joins, and in which order.
class PairMerges {
public:
    /// Ids are below 2^32. Of equal pairs the last one added holds.
    void add(int64_t left, int64_t right, int64_t merged, int32_t rank)
    {
        m_merges[keyOf(left, right)] = {rank, merged};
    }
    void reserve(std::size_t count) { m_merges.reserve(count); }

    /// Joins neighbours in \p symbols, always the pair of the lowest rank and of those the
    /// leftmost, until none is left. n log n.
    void apply(std::vector<ModelToken>& symbols) const;

private:
    struct Merge {
        int32_t rank = 0;
        int64_t id = 0;
    };

    static uint64_t keyOf(int64_t left, int64_t right)
    {
        return uint64_t(left) << 32 | uint64_t(right);
    }

    std::unordered_map<uint64_t, Merge> m_merges;
};

} // namespace explain
