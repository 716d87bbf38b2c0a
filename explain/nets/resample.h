// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace explain {

/// Pillow's filters.
enum class Filter { Nearest, Box, Bilinear, Hamming, Bicubic, Lanczos };

/// Which pass comes first: the rows are rounded to 8 bit between the two, so it matters. Classic:
/// always the horizontal one. Pillow13: the vertical one where h > oh and (h - oh) > 2 (w - ow).
enum class AxisOrder { Classic, Pillow13 };

/// A part of a resized image.
struct PixelWindow {
    int64_t top = 0, left = 0, height = 0, width = 0;
};

/// What Pillow's Image.resize() would give, bit by bit, and of that only \p window: neither time
/// nor memory goes into pixels outside.
///
/// \param image  [3, H, W] uint8, on the CPU; H, W >= 1
/// \param height, \param width of the whole resized image, >= 1
/// \param window within it
/// \returns [3, window.height, window.width] uint8
/// \throws c10::Error where a line above does not hold
/// Source: Pillow, Resample.c and Geometry.c (nearest).
at::Tensor resample(const at::Tensor& image, int64_t height, int64_t width, Filter filter,
                    AxisOrder order, const PixelWindow& window);

/// The whole of it.
at::Tensor resample(const at::Tensor& image, int64_t height, int64_t width, Filter filter,
                    AxisOrder order = AxisOrder::Classic);

} // namespace explain
