// SPDX-License-Identifier: Apache-2.0
#include "training/attention.h"

#include <ATen/ATen.h>

#include <cmath>

namespace training {

at::Tensor selfAttention(const at::Tensor& projected, int64_t count, int64_t length, int64_t heads,
                         bool causal)
{
    const int64_t width = projected.size(1) / 3, depth = width / heads;
    const std::vector<at::Tensor> parts = projected.view({count, length, 3, heads, depth})
                                              .permute({2, 0, 3, 1, 4})
                                              .contiguous()
                                              .unbind(0); // [count, heads, length, depth] each
    at::Tensor scores =
        (parts[0] * (1 / std::sqrt(double(depth)))).matmul(parts[1].transpose(2, 3));
    if (causal)
        scores = scores + at::full({length, length}, -1e4, scores.options()).triu(1);
    return scores.softmax(-1).matmul(parts[2]).transpose(1, 2).reshape({count * length, width});
}

} // namespace training
