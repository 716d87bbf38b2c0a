// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/ops/patch_grid.h"

#include <ATen/core/Tensor.h>

#include <array>
#include <functional>
#include <vector>

namespace explain {

// Decisions are made on image pixels, after up-sampling, band by band: of K maps of a photograph
// only the masks are held. Masks are [K, H, W] uint8 on the CPU: 1 in, 0 out, 255 never seen.

/// Which values of a band [K, h, W] are in: bool of the same shape.
using Decision = std::function<at::Tensor(const at::Tensor& band)>;

at::Tensor masksWhere(const ImageMaps& maps, const Decision& isIn);

/// Pixels at or above \p thresholds, one a map, in the unit of the maps.
at::Tensor masksFrom(const ImageMaps& maps, const std::vector<double>& thresholds);

/// Each pixel goes to the largest of the maps, the first of equals. Pixels where it is below
/// \p floor go to none; -infinity: there is no background.
at::Tensor largestOf(const ImageMaps& maps, double floor = -INFINITY);

/// Smallest and largest value that a map has at seen pixels.
struct Range {
    double low = INFINITY, high = -INFINITY; ///< infinite: no pixel was seen

    bool isFlat() const { return !(high - low >= 1e-12); }
};

std::vector<Range> rangesOf(const ImageMaps& maps);

/// \p masks of maps with the given ranges where byte values 255 (x - low) / (high - low), cut to
/// whole numbers, exceed Otsu's threshold; \p thresholds, if given, takes those in map units.
/// A flat map selects nothing.
/// Source: Otsu 1979; bytes as in Saporta et al. 2022 (cheXlocalize).
at::Tensor otsuMasks(const ImageMaps& maps, const std::vector<Range>& ranges,
                     std::vector<double>* thresholds = nullptr);

/// The byte t whose split "> t" has the largest variance between its sides, first of equals.
/// \param histogram how often each byte occurs
int otsuThreshold(const std::array<int64_t, 256>& histogram);

/// For each map the largest threshold at or above which \p share (0 to 1] of its positive mass
/// lies; infinity where nothing is positive.
std::vector<double> topShareThresholds(const ImageMaps& maps, const std::vector<Range>& ranges,
                                       double share);

/// What part of the seen pixels each of \p masks [K, H, W] takes; 0 where none was seen.
std::vector<double> areasOf(const at::Tensor& masks);

} // namespace explain
