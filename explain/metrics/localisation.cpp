// SPDX-License-Identifier: Apache-2.0
#include "explain/metrics/localisation.h"

#include "explain/metrics/ranking.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <vector>

namespace explain {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// The pixels that were seen, in raster order.
struct Seen {
    at::Tensor values; ///< [N] double
    at::Tensor inside; ///< [N] bool
    int64_t count = 0, countInside = 0;

    bool hasBothSides() const { return countInside > 0 && countInside < count; }
};

void checkShapes(const at::Tensor& map, const at::Tensor& mask)
{
    TORCH_CHECK(map.dim() == 2 && map.sizes() == mask.sizes() && map.is_cpu() && mask.is_cpu(),
                "map ", map.sizes(), " and mask ", mask.sizes(), ": not alike, [H, W] on the CPU");
}

Seen seenOf(const at::Tensor& map, const at::Tensor& mask)
{
    checkShapes(map, mask);
    const at::Tensor seen = map.isnan().logical_not();
    Seen pixels{.values = map.masked_select(seen).to(at::kDouble),
                .inside = mask.masked_select(seen).to(at::kBool)};
    pixels.count = pixels.values.numel();
    pixels.countInside = pixels.inside.sum().item<int64_t>();
    return pixels;
}

struct Pixel {
    int64_t row, col;
};

std::vector<Pixel> pixelsWhere(const at::Tensor& chosen) // [H, W] bool
{
    const at::Tensor places = chosen.nonzero();
    const auto at = places.accessor<int64_t, 2>();
    std::vector<Pixel> pixels;
    for (int64_t i = 0; i < places.size(0); ++i)
        pixels.push_back({at[i][0], at[i][1]});
    return pixels;
}

/// Pixels of \p mask [H, W] bool with a neighbour outside it: the nearest pixel to anything outside
/// is one of them.
at::Tensor borderOf(const at::Tensor& mask)
{
    const at::Tensor padded = at::constant_pad_nd(mask.to(at::kByte), {1, 1, 1, 1}, 0);
    const int64_t height = mask.size(0), width = mask.size(1);
    const auto moved = [&](int64_t row, int64_t col) {
        return padded.narrow(0, row, height).narrow(1, col, width).to(at::kBool);
    };
    const at::Tensor inner =
        moved(0, 1).logical_and(moved(2, 1)).logical_and(moved(1, 0)).logical_and(moved(1, 2));
    return mask.logical_and(inner.logical_not());
}

bool isWithin(const Pixel& pixel, const std::vector<Pixel>& others, double distance)
{
    return std::ranges::any_of(others, [&](const Pixel& other) {
        const auto down = double(pixel.row - other.row), across = double(pixel.col - other.col);
        return down * down + across * across <= distance * distance;
    });
}

} // namespace

Pointing pointing(const at::Tensor& map, const at::Tensor& mask, double tolerance, Ties ties)
{
    const Seen seen = seenOf(map, mask);
    if (seen.countInside == 0)
        return {};
    const double highest = seen.values.max().item<double>();
    if (highest == seen.values.min().item<double>())
        return {};
    const at::Tensor inside = mask.to(at::kBool).logical_and(map.isnan().logical_not());
    std::vector<Pixel> maxima = pixelsWhere(map.to(at::kDouble) == highest);
    Pointing result{.hit = 0, .near = 0, .maxima = int64_t(maxima.size())};
    if (ties == Ties::First)
        maxima.resize(1);
    const std::vector<Pixel> border = pixelsWhere(borderOf(inside));
    const at::Tensor contiguous = inside.contiguous();
    const auto isInside = contiguous.accessor<bool, 2>();
    for (const Pixel& pixel : maxima) {
        const bool hit = isInside[pixel.row][pixel.col];
        result.hit += hit;
        result.near += hit || isWithin(pixel, border, tolerance);
    }
    for (double* share : {&result.hit, &result.near})
        *share = ties == Ties::Any ? double(*share > 0) : *share / double(maxima.size());
    return result;
}

double energyInside(const at::Tensor& map, const at::Tensor& mask)
{
    const Seen seen = seenOf(map, mask);
    const at::Tensor positive = seen.values.clamp_min(0);
    const double all = positive.sum().item<double>();
    if (seen.countInside == 0 || all == 0)
        return none;
    return positive.masked_select(seen.inside).sum().item<double>() / all;
}

double areaShare(const at::Tensor& map, const at::Tensor& mask)
{
    const Seen seen = seenOf(map, mask);
    return seen.countInside > 0 ? double(seen.countInside) / double(seen.count) : none;
}

double contrastToNoise(const at::Tensor& map, const at::Tensor& mask)
{
    const Seen seen = seenOf(map, mask);
    if (!seen.hasBothSides())
        return none;
    const at::Tensor in = seen.values.masked_select(seen.inside);
    const at::Tensor out = seen.values.masked_select(seen.inside.logical_not());
    const double variance =
        (in.var(/*unbiased=*/false) + out.var(/*unbiased=*/false)).item<double>();
    const bool isFlat = seen.values.max().equal(seen.values.min()); // rounding leaves a variance
    return variance > 0 && !isFlat ? (in.mean() - out.mean()).item<double>() / std::sqrt(variance)
                                   : none;
}

double pixelAuroc(const at::Tensor& map, const at::Tensor& mask)
{
    const Seen seen = seenOf(map, mask);
    if (!seen.hasBothSides())
        return none;
    // As Ranking, but sorted by LibTorch: there may be millions of pixels.
    const auto [values, order] = seen.values.sort();
    const at::Tensor inside = seen.inside.index_select(0, order).to(at::kDouble);
    const at::Tensor begins =
        at::cat({at::ones({1}, at::kBool), values.slice(0, 1) != values.slice(0, 0, -1)});
    const at::Tensor tie = begins.cumsum(0) - 1; // which distinct value each pixel has
    const int64_t ties = tie[-1].item<int64_t>() + 1;
    const at::Tensor in = at::zeros({ties}, at::kDouble).index_add(0, tie, inside);
    const at::Tensor out = at::zeros({ties}, at::kDouble).index_add(0, tie, 1 - inside);
    const double outranked = (in * (out.cumsum(0) - out / 2)).sum().item<double>();
    return outranked / (double(seen.countInside) * double(seen.count - seen.countInside));
}

double rankAccuracy(const at::Tensor& map, const at::Tensor& mask)
{
    const Seen seen = seenOf(map, mask);
    if (!seen.hasBothSides())
        return none;
    const at::Tensor order =
        std::get<1>(seen.values.sort(/*stable=*/true, /*dim=*/0, /*descending=*/true));
    const at::Tensor best = seen.inside.index_select(0, order.slice(0, 0, seen.countInside));
    return double(best.sum().item<int64_t>()) / double(seen.countInside);
}

} // namespace explain
