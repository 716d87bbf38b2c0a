// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "calibration/method_bench.h"

namespace calibration {

/// What a method says of one phrase.
struct PhraseMap {
    at::Tensor map;  ///< [rows, cols] double, CPU; undefined: it gave no numbers
    at::Tensor mask; ///< [H, W] uint8, CPU, as explain::MaskSet; undefined: it gives none
    explain::Geometry geometry;
};

/// One for each of \p phrases, which \p shown's context is asked for as concepts; alignments are
/// asked for the whole captions and read at the phrase's words. Errors: those of apply().
explain::Expected<std::vector<PhraseMap>> mapsOf(const explain::MethodRun& run, const Shown& shown);

/// \p map at the pixels of the image: [H, W] double; NaN was never seen.
at::Tensor atPixels(const at::Tensor& map, const explain::Geometry& geometry);

/// Large pictures are measured on every step-th pixel down and across: a map is smooth, and
/// millions of pixels say no more than a quarter of one.
int64_t stepFor(int64_t height, int64_t width);

/// Every \p step -th pixel of [H, W], down and across, from the middle of the first step.
at::Tensor everyStep(const at::Tensor& pixels, int64_t step);

/// What a map would be that knows everything the grid can say: the share of each patch that \p mask
/// [H, W] covers, [rows, cols].
at::Tensor perfectMap(const at::Tensor& mask, const explain::Geometry& geometry);

/// Where any of \p phrase's objects is seen: [H, W] uint8.
at::Tensor truthMask(const explain::TruthCase& truth, const Phrase& phrase);

/// Half a patch, in pixels of the image: nearer than that no grid can point for sure.
double halfPatch(const explain::Geometry& geometry);

} // namespace calibration
