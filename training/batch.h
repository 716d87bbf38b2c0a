// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phantom/scene.h"
#include "training/towers.h"

#include <vector>

namespace training {

/// How many types of foil there are, phantom::FoilType.
constexpr int64_t foilTypes = 12;

/// What belongs to the scenes of one domain in a batch.
struct DomainBatch {
    phantom::Domain domain = phantom::Domain::Shapes;
    int64_t images = 0; ///< n, side by side in Batch::pixels

    at::Tensor texts;    ///< [T + Q] int64: rows of Batch::texts; captions and foils, then phrases
    int64_t phrases = 0; ///< Q
    at::Tensor truth;    ///< [T + Q, n] float32: 1 where the text is true of the picture, else 0

    /// One row a pair, [M] int64 each: the picture (0 ... n - 1), the true text and the foil (0 ...
    /// T - 1), the type of the foil.
    at::Tensor pairImage, pairTrue, pairFoil, pairType;

    at::Tensor covered; ///< [n, P, Q] float32: share of each patch under what the phrase names

    /// What the read-outs should say. Shapes: [n, 2, 10, 6] float32, per colour and again per
    /// shape: how many, and of a single one x, y (pixels), the other attribute, texture, size.
    /// Chest: [n, 10, 4], per finding: how many, and of a single one side, zone, severity. -1 where
    /// there is nothing to say.
    at::Tensor contents;
    at::Tensor objects; ///< [n] int64: how many objects; shapes only
};

/// One step's scenes and texts. A function of the seed and the step alone.
struct Batch {
    int64_t step = 0;
    at::Tensor pixels; ///< [B, side, side, 3] uint8
    at::Tensor gain;   ///< [B] float32
    PackedTexts texts;
    std::vector<DomainBatch> domains; ///< in the order of the pictures

    Batch to(const at::Device& device) const;
};

} // namespace training
