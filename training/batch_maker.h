// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phantom/pair_maker.h"
#include "training/batch.h"
#include "training/schedule.h"

namespace training {

/// Draws scenes and says what is true and false of them. The same plan gives the same batch on
/// every machine.
///
/// Immutable: one may serve many threads.
class BatchMaker {
public:
    /// Balances the foils first: some seconds.
    BatchMaker();

    Batch make(const BatchPlan& plan) const;

private:
    phantom::PairMaker m_shapes, m_chest;
};

/// Sorts texts by length and cuts them into at most \p groups of equal padded length, so that as
/// little as possible is padding.
/// \param texts  token ids, none empty
/// \param rows   filled: the place of each text among the packed ones
PackedTexts pack(const std::vector<std::vector<int>>& texts, int groups,
                 std::vector<int64_t>& rows);

} // namespace training
