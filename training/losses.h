// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "training/batch.h"

namespace training {

/// How much each loss counts.
struct LossWeights {
    double foil = 1.5;     ///< a true text against its foil
    double truth = .5;     ///< every text against every picture
    double falsehoods = 2; ///< of the false cells of that table, against the true ones
    double local = 1;      ///< patches and phrases in the space of the concept heads
    double joint = .4;     ///< the same in the joint space
    double outside = 4;    ///< of the patches outside, against those inside
    double readOuts = 1;
};

/// Mean softplus(-scale * (true - foil)): how surely each true text beats its foil (IT-Align).
/// \param margins [M] cosine of the true text less that of the foil
at::Tensor foilLoss(const at::Tensor& margins, const at::Tensor& scale);

/// The logistic loss of every text and picture, true and false cells averaged apart.
/// \param logits [T, n]   \param truth [T, n], 1 or 0
at::Tensor truthLoss(const at::Tensor& logits, const at::Tensor& truth, double falsehoods);

/// Which patches a phrase should light up and which not, [n, P, Q] each, 1 or 0. Inside where the
/// phrase covers at least min(.4, .6 of the best patch) and more than .02 of it; outside at no more
/// than min(.08, .25 of the best); of those between nothing is asked.
struct PatchLabels {
    at::Tensor inside, outside;
};
/// \param covered [n, P, Q] in [0, 1]
PatchLabels patchLabels(const at::Tensor& covered);

/// The logistic loss of every patch and phrase (PC-Align), \p logits [n, P, Q].
at::Tensor patchLoss(const at::Tensor& logits, const PatchLabels& labels, double outside);

/// Outputs that the read-outs need: both domains.
int64_t readOutCount();

/// Linear read-outs of the class token, which only training uses: what is there, how often, where.
/// \param outputs [n, readOutCount()] for the pictures of \p batch
at::Tensor readOutLoss(const at::Tensor& outputs, const DomainBatch& batch, int64_t side);

/// What a step leaves behind.
struct Losses {
    at::Tensor total; ///< to be differentiated
    /// [2, 5] per domain: foil, truth, local patches, joint patches, read-outs; unweighted
    at::Tensor parts;
    at::Tensor right, asked; ///< [2, foilTypes] pairs in the right order, and all
};

/// All losses of a batch; each domain's counts by its share of the pictures. \p weights are float32
/// where they are no part of a tower.
Losses lossesOf(const Batch& batch, const NamedWeights& weights, const NetworkShape& shape,
                const ImageFeatures& images, const TextFeatures& texts, const LossWeights& by);

/// Rows of length 1, float32.
at::Tensor normalised(const at::Tensor& rows);

} // namespace training
