// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/text_transformer.h"
#include "explain/nets/vision_transformer.h"
#include "explain/network.h"

#include <ATen/core/Generator.h>

namespace explain {

/// Weights without what they learned, of the shapes, dtypes and devices of trained ones. Drawn on
/// the CPU, so that a seed means the same weights on any device.
class Redraw {
public:
    /// \param part numbers the pieces of a network: a piece is drawn alike whatever else is
    Redraw(uint64_t seed, uint64_t part);

    /// Normal about 0 with the root mean square of \p trained; undefined where that is.
    at::Tensor matrix(const at::Tensor& trained);

    Linear linear(const Linear& trained);            ///< biases 0
    static LayerNorm norm(const LayerNorm& trained); ///< 1 and 0
    TransformerBlock block(const TransformerBlock& trained);

private:
    at::Generator m_generator;
};

/// The tower from \p fromBlock upwards, its final norm and projection included; for 0 with its
/// embeddings. See Randomisation.
VisionTransformer redrawn(VisionTransformer tower, int64_t fromBlock, uint64_t seed);
TextTransformer redrawn(TextTransformer tower, int64_t fromBlock, uint64_t seed);

} // namespace explain
