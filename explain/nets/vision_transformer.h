// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/positions.h"
#include "explain/nets/transformer.h"

namespace explain {

/// An image tower, with a class token as CLIP has it or without one. M wide, D joint dimensions.
struct VisionTransformer {
    int64_t patch = 0;          ///< side, canvas pixels
    Linear patchEmbedding;      ///< [M, 3 * patch * patch]: the strided convolution as a product
    at::Tensor classEmbedding;  ///< [M]; undefined: none
    at::Tensor positions;       ///< [1 + rows * cols, M], the class token's first, if there is one
    int64_t rows = 0, cols = 0; ///< of the position table
    PositionFilter filter = PositionFilter::Bicubic; ///< for canvases of another grid
    std::optional<LayerNorm> preNorm;
    Transformer trunk;
    LayerNorm postNorm;
    Linear projection; ///< [D, M]; undefined where another head follows

    /// \param pixels [B, 3, h, w], h and w at least a patch; what is left of a patch at the right
    /// and the bottom is seen by nobody
    /// \returns [B, class token and patches, M], the input of the first block
    at::Tensor embed(const at::Tensor& pixels) const;
};

} // namespace explain
