// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/text_transformer.h"

#include <ATen/ATen.h>

namespace explain {

at::Tensor TextTransformer::embed(const at::Tensor& ids) const
{
    TORCH_CHECK(ids.dim() == 2 && ids.size(1) <= positions.size(0), "ids: not [B, T] of at most ",
                positions.size(0), " tokens: ", ids.sizes());
    return at::embedding(tokenEmbedding, ids) + positions.slice(0, 0, ids.size(1));
}

} // namespace explain
