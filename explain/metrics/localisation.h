// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <limits>

namespace explain {

// Maps and masks are [H, W] on the CPU, of the image's pixels: maps floating point, masks uint8 or
// bool. Pixels that are NaN in the map were never seen and are left out on both sides. NaN comes
// back where a figure has no value: nothing of the mask was seen, or nothing beside it. Functions
// throw c10::Error where the shapes differ.

struct Pointing {
    double hit = std::numeric_limits<double>::quiet_NaN();  ///< 0 to 1
    double near = std::numeric_limits<double>::quiet_NaN(); ///< 0 to 1
    int64_t maxima = 0;                                     ///< pixels that hold the maximum
};

/// What to do where several pixels hold the maximum. Any: one of them inside will do (Quantus);
/// First: the first in raster order decides; Share: what a choice by lot would get.
enum class Ties { Any, First, Share };

/// Does the hottest point lie on the mask (`hit`), or within \p tolerance pixels of it (`near`). A
/// flat map points nowhere and has no value.
/// Source: Zhang et al. 2018, "Top-down neural attention by excitation backprop".
Pointing pointing(const at::Tensor& map, const at::Tensor& mask, double tolerance,
                  Ties ties = Ties::Share);

/// What share of the map's positive mass lies on the mask. NaN also where there is none. A map of
/// equal values gets areaShare().
/// Source: Wang et al. 2020, "Score-CAM" (energy-based pointing game).
double energyInside(const at::Tensor& map, const at::Tensor& mask);

/// What share of the seen pixels the mask takes: what pointing and energy get by chance.
double areaShare(const at::Tensor& map, const at::Tensor& mask);

/// (mean inside - mean outside) / sqrt(variance inside + variance outside); positive is right.
/// Variances are the population's. NaN also where both are 0.
/// Source: Boecking et al. 2022 (MS-CXR), which publishes the absolute value.
double contrastToNoise(const at::Tensor& map, const at::Tensor& mask);

/// Whether a pixel of the mask outranks one beside it; ties count half, 0.5 is chance.
double pixelAuroc(const at::Tensor& map, const at::Tensor& mask);

/// The share of the N highest pixels that lie on the mask of N pixels; the first of equals.
double rankAccuracy(const at::Tensor& map, const at::Tensor& mask);

} // namespace explain
