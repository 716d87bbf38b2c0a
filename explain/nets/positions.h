// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace explain {

/// Two traditions of fitting a table of learned positions to another canvas: they agree where it
/// grows and differ where it shrinks.
enum class PositionFilter {
    Bicubic,           ///< transformers, at each call
    BicubicAntialiased ///< OpenCLIP, as a checkpoint is loaded
};

/// A position table for another patch grid. The rows before the grid (the class token's) stay.
/// \param table  [prefixes + rows * cols, M] float32
/// \returns [prefixes + toRows * toCols, M]; \p table itself where the grid does not change
/// \throws c10::Error where the table does not hold such a grid
at::Tensor resizedPositions(const at::Tensor& table, int64_t rows, int64_t cols, int64_t toRows,
                            int64_t toCols, PositionFilter filter);

} // namespace explain
