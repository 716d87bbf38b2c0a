// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/vision_transformer.h"

#include <ATen/ATen.h>

namespace explain {

at::Tensor VisionTransformer::embed(const at::Tensor& pixels) const
{
    TORCH_CHECK(pixels.dim() == 4 && pixels.size(1) == 3 && pixels.size(2) >= patch
                    && pixels.size(3) >= patch,
                "pixels: not [B, 3, h, w] of at least one patch: ", pixels.sizes());
    const int64_t batch = pixels.size(0);
    const int64_t down = pixels.size(2) / patch, across = pixels.size(3) / patch;
    const at::Tensor patches = pixels.slice(2, 0, down * patch)
                                   .slice(3, 0, across * patch)
                                   .reshape({batch, 3, down, patch, across, patch})
                                   .permute({0, 2, 4, 1, 3, 5})
                                   .reshape({batch, down * across, 3 * patch * patch});
    at::Tensor tokens = patchEmbedding(patches);
    if (classEmbedding.defined())
        tokens = at::cat({classEmbedding.expand({batch, 1, classEmbedding.size(0)}), tokens}, 1);
    const at::Tensor x = tokens + resizedPositions(positions, rows, cols, down, across, filter);
    return preNorm ? (*preNorm)(x) : x;
}

} // namespace explain
