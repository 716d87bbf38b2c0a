// SPDX-License-Identifier: Apache-2.0
#include "explain/ops/similarity.h"

#include <ATen/ATen.h>

namespace explain {
namespace {

at::Tensor widened(const at::Tensor& x)
{
    return x.scalar_type() == at::kDouble ? x : x.to(at::kFloat);
}

} // namespace

at::Tensor unit(const at::Tensor& vectors)
{
    const at::Tensor wide = widened(vectors);
    return wide / wide.norm(2, -1, /*keepdim=*/true).clamp_min(1e-12);
}

at::Tensor cosines(const at::Tensor& a, const at::Tensor& b)
{
    TORCH_CHECK(a.dim() == 2 && b.dim() == 2 && a.size(1) == b.size(1), "cosines of ", a.sizes(),
                " and ", b.sizes());
    return unit(a).matmul(unit(b).t());
}

Status statusOf(const at::Tensor& vectors)
{
    if (!vectors.isfinite().all().item<bool>())
        return Status::NonFinite;
    return vectors.ne(0).any(-1).all().item<bool>() ? Status::Ok : Status::ZeroVector;
}

Status statusOfMap(const at::Tensor& values)
{
    if (values.isinf().any().item<bool>())
        return Status::NonFinite;
    const at::Tensor seen = values.masked_select(values.isnan().logical_not());
    if (seen.numel() == 0)
        return Status::NonFinite;
    const double range = (seen.max() - seen.min()).item<double>();
    return range < 1e-12 ? Status::FlatMap : Status::Ok;
}

Status firstOf(std::initializer_list<Status> statuses)
{
    for (const Status status : statuses)
        if (status != Status::Ok)
            return status;
    return Status::Ok;
}

LateInteraction lateInteraction(const at::Tensor& similarity)
{
    TORCH_CHECK(similarity.dim() == 2 && similarity.numel() > 0,
                "similarity: not [N, T]: ", similarity.sizes());
    const auto [ofPatches, bestToken] = similarity.max(1);
    const auto [ofTokens, bestPatch] = similarity.max(0);
    return {ofPatches.mean().item<double>(), ofTokens.mean().item<double>(), bestToken, bestPatch};
}

} // namespace explain
