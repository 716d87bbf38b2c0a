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

at::Tensor globalsOf(const std::vector<TextFeatures>& texts)
{
    TORCH_CHECK(!texts.empty(), "no texts");
    std::vector<at::Tensor> vectors;
    for (const TextFeatures& text : texts)
        vectors.push_back(text.global);
    return at::stack(vectors);
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
