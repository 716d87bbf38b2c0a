// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/attention.h"

#include <ATen/ATen.h>

#include <cmath>

namespace explain {

at::Tensor splitHeads(const at::Tensor& x, int64_t heads)
{
    TORCH_CHECK(x.dim() == 3 && x.size(2) % heads == 0, heads, " heads of ", x.sizes());
    return x.view({x.size(0), x.size(1), heads, x.size(2) / heads}).transpose(1, 2);
}

at::Tensor joinHeads(const at::Tensor& x)
{
    return x.transpose(1, 2).reshape({x.size(0), x.size(2), x.size(1) * x.size(3)});
}

at::Tensor attentionProbabilities(const at::Tensor& q, const at::Tensor& k, bool causal)
{
    const double scale = 1 / std::sqrt(double(q.size(3)));
    at::Tensor scores = at::matmul(q, k.transpose(2, 3)) * scale; // [B, H, T, T]
    if (causal) {
        const at::Tensor future = at::full({q.size(2), k.size(2)}, -INFINITY, scores.options());
        scores = scores + future.triu(1);
    }
    const bool isHalf = scores.scalar_type() == at::kHalf || scores.scalar_type() == at::kBFloat16;
    return at::softmax(scores, -1, isHalf ? at::kFloat : scores.scalar_type());
}

at::Tensor fusedAttention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                          bool causal)
{
    return at::scaled_dot_product_attention(q, k, v, /*attn_mask=*/{}, /*dropout_p=*/0, causal);
}

} // namespace explain
