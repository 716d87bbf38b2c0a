// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/features.h"

#include <ATen/core/Tensor.h>

#include <vector>

namespace explain {

/// \p vectors [..., D] at length 1, in float32 or better. A zero vector stays zero, so its cosine
/// with anything is 0.
at::Tensor unit(const at::Tensor& vectors);

/// \returns [N, M] cosines in [-1, 1] of \p a [N, D] and \p b [M, D]
at::Tensor cosines(const at::Tensor& a, const at::Tensor& b);

/// The global vectors of \p texts, which have them: [N, D].
at::Tensor globalsOf(const std::vector<TextFeatures>& texts);

/// Late interaction between patches and tokens: each finds its best partner.
struct LateInteraction {
    double image = 0;     ///< mean over patches of their best token
    double text = 0;      ///< mean over tokens of their best patch
    at::Tensor bestToken; ///< [N] int64: the token of each patch
    at::Tensor bestPatch; ///< [T] int64: the patch of each token
};

/// \param similarity [N, T], N, T >= 1. The two scores differ; each serves its own direction of
/// retrieval. Leave padding and unwanted tokens out beforehand: they would win patches.
/// Source: Yao et al. 2021, "FILIP", equations 4 and 5.
LateInteraction lateInteraction(const at::Tensor& similarity);

} // namespace explain
