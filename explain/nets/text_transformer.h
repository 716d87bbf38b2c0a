// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/transformer.h"

namespace explain {

/// A text tower: causal as CLIP has it, or not. M wide, V tokens, D joint dimensions.
struct TextTransformer {
    at::Tensor tokenEmbedding; ///< [V, M]
    at::Tensor positions;      ///< [context, M]
    Transformer trunk;
    LayerNorm finalNorm;
    Linear projection; ///< [D, M]

    /// \param ids [B, T] int64, T at most the context
    /// \returns [B, T, M], the input of the first block
    at::Tensor embed(const at::Tensor& ids) const;

    /// The vectors that are compared with images. \param x [..., M] after the last block
    at::Tensor finish(const at::Tensor& x) const { return projection(finalNorm(x)); }
};

} // namespace explain
