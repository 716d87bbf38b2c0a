// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <utility>

namespace explain {

/// \p k x k pictures as one, row by row, each reduced to its share of a canvas of their own size.
/// \param tiles [k * k, 3, h, w] floating point
/// \returns [1, 3, h, w]: side by side first, then Pillow's bicubic filter with antialias
at::Tensor mosaicOf(const at::Tensor& tiles, int64_t k);

/// What of a grid of patches lies in each tile, where the canvas is divided evenly.
///
/// \param values [rows, cols, D] floating point
/// \returns [k * k, D]: the mean over each tile by bilinear samples between patch centres
/// Source: RoIAlign of He et al. 2017 with one bin, aligned, as Wu et al. 2024 (CLIM) pool tiles.
at::Tensor tileMeans(const at::Tensor& values, int64_t k);

/// The share of the positive part of \p map [rows, cols] in each tile: [k * k], sum 1. A patch that
/// two tiles cut counts to each by its area. NaN: nothing is positive.
at::Tensor tileShares(const at::Tensor& map, int64_t k);

/// Where the true rate of \p hits in \p trials lies, with 95 % confidence. NaN: no trials.
/// Source: Wilson 1927.
std::pair<double, double> wilsonInterval(int64_t hits, int64_t trials);

} // namespace explain
