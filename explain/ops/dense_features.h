// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/features.h"
#include "explain/skills/dense_parts.h"

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

namespace explain {

/// How the last block of an image tower is put together anew, so that a patch keeps its place.
enum class DenseForm {
    Maskclip,  ///< values alone; residual and MLP kept
    Sclip,     ///< query-query plus key-key attention, rows sum to 2; residual and MLP kept
    Clearclip, ///< query-query attention; no residual, no MLP
    Naclip     ///< key-key attention with a bonus for neighbours; no residual, no MLP
};

/// \p name is "maskclip", "sclip", "clearclip" or "naclip". \throws c10::Error on any other
DenseForm denseFormOf(const std::string& name);

/// What naclip adds to the logits of two patches: exp(-distance^2 / (2 sigma^2)), in patches.
/// \returns [rows * cols, rows * cols] float64, 1 on the diagonal
at::Tensor neighbourBonus(int64_t rows, int64_t cols, double sigma);

/// Patches [rows * cols, D] in the joint space, not normalised, of the one image in \p image.
///
/// \param image with at least two hiddenStates: the last block's input is needed, no new pass
/// \param sigma of naclip's bonus, in patches
/// Source: Zhou et al. 2022 (MaskCLIP), Wang et al. 2024 (SCLIP), Lan et al. 2024 (ClearCLIP),
/// Hajimiri et al. 2025 (NACLIP).
at::Tensor denseFeatures(const DenseParts& tower, const ImageFeatures& image, DenseForm form,
                         double sigma = 5);

} // namespace explain
