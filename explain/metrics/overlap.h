// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace explain {

/// How far two areas are the same. NaN: both are empty.
struct Overlap {
    double iou = 0;  ///< of what either takes, the share that both take
    double dice = 0; ///< twice the common area over the sum of both
};

/// \param found [H, W] uint8: 1 in, 0 out, 255 never seen, which is left out on both sides
/// \param mask  [H, W] uint8 or bool
/// \throws c10::Error where the shapes differ
Overlap overlap(const at::Tensor& found, const at::Tensor& mask);

/// The overlaps of "at or above" each of \p thresholds, in one walk over the pixels.
///
/// \param map  [H, W] floating point; NaN was never seen
/// \param mask [H, W] uint8 or bool
/// \param thresholds ascending
/// \throws c10::Error where the shapes differ
std::vector<Overlap> overlaps(const at::Tensor& map, const at::Tensor& mask,
                              const std::vector<double>& thresholds);

} // namespace explain
