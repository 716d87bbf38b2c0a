// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/ops/patch_grid.h"

#include <ATen/core/Tensor.h>

#include <vector>

namespace explain {

/// Lets maps flow along pixels of like colour: each step a value becomes the mean of its eight
/// neighbours at each dilation, weighted by how near they are in colour for this place.
///
/// \param maps  [K, h, w] floating point, no NaN; \param image [3, h, w] floating point
/// \returns [K, h, w]; constant maps stay constant, no value leaves [min, max]
/// Memory: about 100 * h * w values beside the maps. Source: Araslanov and Roth 2020 (PAMR),
/// defaults of NACLIP.
at::Tensor pamr(const at::Tensor& maps, const at::Tensor& image, int64_t steps = 10,
                const std::vector<int64_t>& dilations = {8, 16});

/// Maps of patches, refined by pamr() along the colours of \p image [3, H, W] (uint8 or floating
/// point) and up-sampled to it. The refinement works on a picture of 512 pixels at most: at the
/// size of a photograph the affinities alone would take gigabytes.
ImageMaps refined(const at::Tensor& maps, const Geometry& geometry, const at::Tensor& image);

} // namespace explain
