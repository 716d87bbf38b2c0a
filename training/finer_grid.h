// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "training/optimiser.h"

namespace training {

/// The bilinear enlargement of a patch of \p from pixels a side to \p to, as a matrix [to^2,
/// from^2].
at::Tensor enlargement(int64_t from, int64_t to);

/// Patch filters for another patch size, so that a picture and its enlargement are answered alike:
/// the pseudo-inverse of the enlargement, transposed, applied to each channel.
///
/// \param filters [D, C, from, from] float32
/// \returns       [D, C, to, to]
/// Source: Beyer et al. 2023, "FlexiViT: One Model for All Patch Sizes", section 3.4.
at::Tensor resizedFilters(const at::Tensor& filters, int64_t to);

/// The table of a class token and a square grid, [1 + g^2, D], for another grid: bilinear.
at::Tensor resizedGrid(const at::Tensor& table, int64_t grid);

/// The same network and optimiser with patches of \p patch pixels. Filters and positions start
/// with no momentum; all else goes on as it was.
void changePatch(Weights& weights, Optimiser& optimiser, int64_t patch);

} // namespace training
