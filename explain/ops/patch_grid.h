// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/features.h"

#include <ATen/core/Tensor.h>

#include <functional>

namespace explain {

enum class Upsampling { Bilinear, Nearest };

/// Maps of patches as maps of image pixels. First to the canvas (half-pixel centres), then by the
/// affine of the geometry to the image. Both are one product with a thin matrix on either side, so
/// a band of image rows can be had without the rest: K maps of a whole photograph are never held.
///
/// Pixels whose centre lies outside the patches are NaN: the network never saw them. So are those
/// that lean on a patch that is NaN.
class ImageMaps {
public:
    /// \param maps [K, rows, cols] floating point, K >= 1
    /// \throws c10::Error where the shape is not that of \p geometry, or its affine turns or shears
    ImageMaps(const at::Tensor& maps, const Geometry& geometry,
              Upsampling upsampling = Upsampling::Bilinear);

    int64_t count() const { return m_wide.size(0); }  ///< K
    int64_t height() const { return m_down.size(0); } ///< of the image, pixels
    int64_t width() const { return m_wide.size(2); }

    /// \returns [K, end - begin, width] in the dtype of the maps
    at::Tensor rows(int64_t begin, int64_t end) const;

    /// Calls \p see for bands of rows, top first, so that K * rows * width stays below
    /// `largestBand` (or a band is one row).
    void eachBand(const std::function<void(int64_t top, const at::Tensor& band)>& see) const;

    static constexpr int64_t largestBand = 1 << 22; ///< values

private:
    at::Tensor m_down;      ///< [H, rows] weights of patch rows; NaN rows: never seen
    at::Tensor m_wide;      ///< [K, rows, W] the maps, stretched across
    at::Tensor m_wideHoles; ///< the same of 1 where a patch is NaN; undefined: none is
};

/// \p maps [K, rows, cols] at the canvas, [K, canvasHeight, canvasWidth].
at::Tensor toCanvas(const at::Tensor& maps, const Geometry& geometry,
                    Upsampling upsampling = Upsampling::Bilinear);

/// \p maps [K, rows, cols] under a Gaussian of \p sigma patches, cut off at \p radius; beyond the
/// border the map is mirrored, its edge repeated (scipy.ndimage's "reflect").
at::Tensor smoothed(const at::Tensor& maps, double sigma, int64_t radius);

} // namespace explain
