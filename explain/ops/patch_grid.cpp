// SPDX-License-Identifier: Apache-2.0
#include "explain/ops/patch_grid.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace explain {
namespace {

/// How much each of \p cells, \p step long and in a row from 0, counts at \p places.
/// \returns [places, cells], rows sum to 1; beyond the outer centres the outer cell alone counts
at::Tensor weightsAt(const at::Tensor& places, int64_t cells, double step, Upsampling upsampling)
{
    const bool bilinear = upsampling == Upsampling::Bilinear;
    const at::Tensor cell = bilinear ? (places / step - 0.5).clamp(0, double(cells - 1))
                                     : (places / step).floor().clamp(0, double(cells - 1));
    const at::Tensor centres = at::arange(cells, places.options());
    return (1 - (cell.unsqueeze(1) - centres).abs()).clamp_min(0); // the hat function
}

at::Tensor pixelCentres(int64_t pixels)
{
    return at::arange(pixels, at::kDouble) + 0.5;
}

/// One axis of the way from patches to image pixels.
struct Axis {
    int64_t patches, patchPx, canvasPx, imagePx;
    double scale, shift; ///< image = scale * canvas + shift

    at::Tensor toCanvas(Upsampling upsampling) const // [canvas, patches]
    {
        return weightsAt(pixelCentres(canvasPx), patches, double(patchPx), upsampling);
    }

    at::Tensor toImage(Upsampling upsampling) const // [image, patches]; NaN: outside the patches
    {
        constexpr int64_t band = 1
            << 14; // pixels; weights of all on the canvas could take gigabytes
        const at::Tensor onCanvas = (pixelCentres(imagePx) - shift) / scale;
        const at::Tensor unseen =
            (onCanvas < 0).logical_or(onCanvas > double(patches * patchPx)).unsqueeze(1);
        const at::Tensor fromPatches = toCanvas(upsampling);
        std::vector<at::Tensor> weights;
        for (const at::Tensor& places : onCanvas.split(band))
            weights.push_back(weightsAt(places, canvasPx, 1, upsampling).matmul(fromPatches));
        return at::cat(weights).masked_fill(unseen, NAN);
    }
};

Axis vertical(const Geometry& g)
{
    return {g.rows, g.patch, g.canvasHeight, g.imageHeight, g.toImage[4], g.toImage[5]};
}

Axis horizontal(const Geometry& g)
{
    return {g.cols, g.patch, g.canvasWidth, g.imageWidth, g.toImage[0], g.toImage[2]};
}

/// \returns [cells, cells] the Gaussian's weights along one axis
at::Tensor gaussian(int64_t cells, double sigma, int64_t radius)
{
    const at::Tensor offsets = at::arange(-radius, radius + 1, at::kDouble);
    const at::Tensor bell = (-offsets.square() / (2 * sigma * sigma)).exp();
    const at::Tensor unfolded =
        (at::arange(cells).unsqueeze(1) + offsets.to(at::kLong)).remainder(2 * cells);
    const at::Tensor mirrored = at::minimum(unfolded, 2 * cells - 1 - unfolded);
    return at::zeros({cells, cells}, at::kDouble)
        .scatter_add(1, mirrored, (bell / bell.sum()).expand_as(mirrored));
}

void checkShape(const at::Tensor& maps, const Geometry& geometry)
{
    TORCH_CHECK(maps.dim() == 3 && maps.numel() > 0 && maps.size(1) == geometry.rows
                    && maps.size(2) == geometry.cols,
                "maps: not [K, ", geometry.rows, ", ", geometry.cols, "]: ", maps.sizes());
}

} // namespace

ImageMaps::ImageMaps(const at::Tensor& maps, const Geometry& geometry, Upsampling upsampling)
{
    checkShape(maps, geometry);
    const auto& affine = geometry.toImage;
    TORCH_CHECK(affine[1] == 0 && affine[3] == 0 && affine[0] != 0 && affine[4] != 0,
                "geometry: turned, sheared or flat");
    m_down = vertical(geometry).toImage(upsampling).to(maps.options());
    const at::Tensor across = horizontal(geometry).toImage(upsampling).t().to(maps.options());
    const at::Tensor holes = maps.isfinite().logical_not();
    m_wide = maps.masked_fill(holes, 0).matmul(across);
    if (holes.any().item<bool>())
        m_wideHoles = holes.to(maps.scalar_type()).matmul(across);
}

at::Tensor ImageMaps::rows(int64_t begin, int64_t end) const
{
    const at::Tensor down = m_down.slice(0, begin, end);
    const at::Tensor band = down.matmul(m_wide);
    // Rounding may leave a weight of 1e-17 on a patch that does not count.
    return m_wideHoles.defined() ? band.masked_fill(down.matmul(m_wideHoles) > 1e-6, NAN) : band;
}

void ImageMaps::eachBand(const std::function<void(int64_t, const at::Tensor&)>& see) const
{
    const int64_t step = std::max<int64_t>(1, largestBand / (count() * width()));
    for (int64_t top = 0; top < height(); top += step)
        see(top, rows(top, std::min(top + step, height())));
}

at::Tensor toCanvas(const at::Tensor& maps, const Geometry& geometry, Upsampling upsampling)
{
    checkShape(maps, geometry);
    const at::Tensor down = vertical(geometry).toCanvas(upsampling).to(maps.options());
    const at::Tensor across = horizontal(geometry).toCanvas(upsampling).to(maps.options());
    return down.matmul(maps).matmul(across.t());
}

at::Tensor smoothed(const at::Tensor& maps, double sigma, int64_t radius)
{
    TORCH_CHECK(maps.dim() == 3 && sigma > 0 && radius >= 0, "maps ", maps.sizes());
    const at::Tensor down = gaussian(maps.size(1), sigma, radius).to(maps.options());
    const at::Tensor across = gaussian(maps.size(2), sigma, radius).to(maps.options());
    return down.matmul(maps).matmul(across.t());
}

} // namespace explain
