// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/pooling_head.h"

#include "explain/nets/attention.h"

#include <ATen/ATen.h>

namespace explain {

at::Tensor PoolingHead::attention(const at::Tensor& x) const
{
    const at::Tensor asked = query(probe).view({1, 1, -1}).expand({x.size(0), 1, x.size(2)});
    return attentionProbabilities(splitHeads(asked.contiguous(), heads), splitHeads(key(x), heads),
                                  /*causal=*/false);
}

at::Tensor PoolingHead::operator()(const at::Tensor& x) const
{
    const at::Tensor gathered = at::matmul(attention(x), splitHeads(value(x), heads));
    return finish(out(joinHeads(gathered).squeeze(1)));
}

at::Tensor PoolingHead::finish(const at::Tensor& gathered) const
{
    return gathered + fc2(activate(activation, fc1(norm(gathered))));
}

} // namespace explain
