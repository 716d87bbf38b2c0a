// SPDX-License-Identifier: Apache-2.0
#include "explain/ops/mosaic.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace explain {
namespace {

/// How RoIAlign samples one axis of \p count patches: [k, count], rows sum to 1.
at::Tensor samplingWeights(int64_t count, int64_t k)
{
    at::Tensor weights = at::zeros({k, count}, at::kDouble);
    auto rows = weights.accessor<double, 2>();
    const double side = double(count) / double(k);
    const auto samples = int64_t(std::ceil(side));
    for (int64_t tile = 0; tile < k; ++tile)
        for (int64_t i = 0; i < samples; ++i) {
            const double centre =
                side * (double(tile) + (double(i) + 0.5) / double(samples)) - 0.5; // of a patch: 0
            const double at = std::clamp(centre, 0.0, double(count - 1));
            const auto low = int64_t(at);
            const double part = at - double(low);
            rows[tile][low] += (1 - part) / double(samples);
            rows[tile][std::min(low + 1, count - 1)] += part / double(samples);
        }
    return weights;
}

/// How much of each patch of an axis lies in each tile: [k, count], columns sum to 1.
at::Tensor overlaps(int64_t count, int64_t k)
{
    at::Tensor weights = at::zeros({k, count}, at::kDouble);
    auto rows = weights.accessor<double, 2>();
    const double side = double(count) / double(k);
    for (int64_t tile = 0; tile < k; ++tile)
        for (int64_t patch = 0; patch < count; ++patch)
            rows[tile][patch] = std::max(0.0,
                                         std::min(double(patch + 1), side * double(tile + 1))
                                             - std::max(double(patch), side * double(tile)));
    return weights;
}

void checkGrid(const at::Tensor& values, int64_t dimensions, int64_t k)
{
    TORCH_CHECK(values.dim() == dimensions && values.numel() > 0, "grid: ", values.sizes());
    TORCH_CHECK(k >= 1, "mosaic of ", k, " x ", k);
}

} // namespace

at::Tensor mosaicOf(const at::Tensor& tiles, int64_t k)
{
    TORCH_CHECK(k >= 1 && tiles.dim() == 4 && tiles.size(0) == k * k,
                "tiles: not [k * k, 3, h, w]: ", tiles.sizes());
    const int64_t colours = tiles.size(1), height = tiles.size(2), width = tiles.size(3);
    const at::Tensor beside = tiles.reshape({k, k, colours, height, width})
                                  .permute({2, 0, 3, 1, 4}) // [3, k, h, k, w]
                                  .reshape({1, colours, k * height, k * width});
    return at::_upsample_bicubic2d_aa(beside, {height, width}, /*align_corners=*/false);
}

at::Tensor tileMeans(const at::Tensor& values, int64_t k)
{
    checkGrid(values, 3, k);
    const at::Tensor down = samplingWeights(values.size(0), k).to(values.options());
    const at::Tensor across = samplingWeights(values.size(1), k).to(values.options());
    return at::einsum("ar,rcd,bc->abd", {down, values, across}).flatten(0, 1);
}

at::Tensor tileShares(const at::Tensor& map, int64_t k)
{
    checkGrid(map, 2, k);
    const at::Tensor positive = map.to(at::kDouble).clamp_min(0);
    const at::Tensor down = overlaps(map.size(0), k).to(positive.device());
    const at::Tensor across = overlaps(map.size(1), k).to(positive.device());
    return (down.matmul(positive).matmul(across.t()) / positive.sum()).flatten();
}

std::pair<double, double> wilsonInterval(int64_t hits, int64_t trials)
{
    if (trials == 0)
        return {NAN, NAN};
    constexpr double z = 1.959963984540054; // of 95 %
    const double n = double(trials), rate = double(hits) / n;
    const double centre = (rate + z * z / (2 * n)) / (1 + z * z / n);
    const double half =
        z / (1 + z * z / n) * std::sqrt(rate * (1 - rate) / n + z * z / (4 * n * n));
    return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

} // namespace explain
