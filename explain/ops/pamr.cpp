// SPDX-License-Identifier: Apache-2.0
#include "explain/ops/pamr.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace explain {
namespace {

constexpr int64_t longestSidePx = 512; ///< of the picture that guides refined()

/// \p x [C, h, w] at the eight neighbours of each place at each dilation, the border repeated:
/// [P, C, h, w].
at::Tensor neighbours(const at::Tensor& x, const std::vector<int64_t>& dilations)
{
    std::vector<at::Tensor> shifted;
    for (const int64_t d : dilations) {
        const at::Tensor padded = at::replication_pad2d(x.unsqueeze(0), {d, d, d, d}).squeeze(0);
        for (int64_t dy = 0; dy <= 2 * d; dy += d)
            for (int64_t dx = 0; dx <= 2 * d; dx += d)
                if (dy != d || dx != d)
                    shifted.push_back(padded.narrow(1, dy, x.size(1)).narrow(2, dx, x.size(2)));
    }
    return at::stack(shifted);
}

/// A smaller picture between the canvas and the image.
struct Small {
    int64_t height, width;
    double down, across; ///< image pixels a small pixel

    explicit Small(const at::Tensor& image)
    {
        const double longest = double(std::max(image.size(1), image.size(2)));
        const double scale = std::min(1.0, double(longestSidePx) / longest);
        height = std::max<int64_t>(1, std::llround(double(image.size(1)) * scale));
        width = std::max<int64_t>(1, std::llround(double(image.size(2)) * scale));
        down = double(image.size(1)) / double(height);
        across = double(image.size(2)) / double(width);
    }

    Geometry fromCanvas(Geometry geometry) const
    {
        geometry.imageHeight = height;
        geometry.imageWidth = width;
        geometry.toImage[0] /= across;
        geometry.toImage[2] /= across;
        geometry.toImage[4] /= down;
        geometry.toImage[5] /= down;
        return geometry;
    }

    Geometry toImage(const at::Tensor& image) const
    {
        return {.canvasHeight = height,
                .canvasWidth = width,
                .patch = 1,
                .rows = height,
                .cols = width,
                .imageHeight = image.size(1),
                .imageWidth = image.size(2),
                .toImage = {across, 0, 0, 0, down, 0}};
    }

    at::Tensor averaged(const at::Tensor& image) const // [3, height, width]; a channel at a time
    {
        std::vector<at::Tensor> channels;
        for (int64_t c = 0; c < image.size(0); ++c)
            channels.push_back(
                at::adaptive_avg_pool2d(image.slice(0, c, c + 1).to(at::kFloat), {height, width}));
        return at::cat(channels);
    }
};

} // namespace

at::Tensor pamr(const at::Tensor& maps, const at::Tensor& image, int64_t steps,
                const std::vector<int64_t>& dilations)
{
    TORCH_CHECK(maps.dim() == 3 && image.dim() == 3 && image.size(0) == 3
                    && maps.size(1) == image.size(1) && maps.size(2) == image.size(2),
                "maps ", maps.sizes(), ", image ", image.sizes());
    TORCH_CHECK(!dilations.empty() && steps >= 0, "dilations ", dilations.size());
    const at::Tensor around = neighbours(image, dilations); // [P, 3, h, w]
    // The centre counts once for each dilation.
    const at::Tensor centres = image.unsqueeze(0).expand({int64_t(dilations.size()), -1, -1, -1});
    const at::Tensor deviation = at::cat({around, centres}).std(0, /*unbiased=*/true); // [3, h, w]
    const at::Tensor affinity = (-(around - image).abs() / (0.1 * deviation + 1e-8))
                                    .mean(1, /*keepdim=*/true)
                                    .softmax(0)
                                    .to(maps.options()); // [P, 1, h, w]
    std::vector<at::Tensor> flowed;
    for (at::Tensor map : maps.split(1)) { // one at a time: each step holds it once a neighbour
        for (int64_t step = 0; step < steps; ++step)
            map = (affinity * neighbours(map, dilations)).sum(0);
        flowed.push_back(map);
    }
    return at::cat(flowed);
}

ImageMaps refined(const at::Tensor& maps, const Geometry& geometry, const at::Tensor& image)
{
    TORCH_CHECK(image.dim() == 3 && image.size(1) == geometry.imageHeight
                    && image.size(2) == geometry.imageWidth,
                "image ", image.sizes(), ": not that of the geometry");
    const Small small(image);
    const at::Tensor coarse = ImageMaps(maps, small.fromCanvas(geometry)).rows(0, small.height);
    const at::Tensor flowed = pamr(coarse.nan_to_num(0), small.averaged(image).to(maps.device()));
    return ImageMaps(flowed.masked_fill(coarse.isnan(), NAN), small.toImage(image));
}

} // namespace explain
