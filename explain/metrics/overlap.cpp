// SPDX-License-Identifier: Apache-2.0
#include "explain/metrics/overlap.h"

#include <ATen/ATen.h>

namespace explain {
namespace {

void checkShapes(const at::Tensor& map, const at::Tensor& mask)
{
    TORCH_CHECK(map.dim() == 2 && map.sizes() == mask.sizes(), "map ", map.sizes(), " and mask ",
                mask.sizes(), ": not alike, [H, W]");
}

Overlap overlapOf(double common, double found, double wanted)
{
    return {common / (found + wanted - common), 2 * common / (found + wanted)}; // 0 / 0 is NaN
}

} // namespace

Overlap overlap(const at::Tensor& found, const at::Tensor& mask)
{
    checkShapes(found, mask);
    const at::Tensor in = found == 1;
    const at::Tensor wanted = mask.to(at::kBool).logical_and(found != 255);
    const auto count = [](const at::Tensor& pixels) {
        return double(pixels.sum().item<int64_t>());
    };
    return overlapOf(count(in.logical_and(wanted)), count(in), count(wanted));
}

std::vector<Overlap> overlaps(const at::Tensor& map, const at::Tensor& mask,
                              const std::vector<double>& thresholds)
{
    checkShapes(map, mask);
    const at::Tensor seen = map.isnan().logical_not();
    const at::Tensor values = map.masked_select(seen).to(at::kDouble);
    const at::Tensor wanted = mask.masked_select(seen).to(at::kBool);
    const int64_t steps = int64_t(thresholds.size());
    // How many thresholds each pixel reaches; it belongs to the areas of all of these.
    const at::Tensor reached =
        at::searchsorted(at::tensor(thresholds, at::kDouble), values, /*out_int32=*/false,
                         /*right=*/true);
    const auto reaching = [&](const at::Tensor& pixels) { // [steps + 1], from the first threshold
        return at::bincount(pixels, {}, steps + 1).flip(0).cumsum(0).flip(0).to(at::kDouble);
    };
    const at::Tensor found = reaching(reached), common = reaching(reached.masked_select(wanted));
    const double all = common.numel() ? common[0].item<double>() : 0;
    std::vector<Overlap> curve;
    for (int64_t i = 1; i <= steps; ++i)
        curve.push_back(overlapOf(common[i].item<double>(), found[i].item<double>(), all));
    return curve;
}

} // namespace explain
