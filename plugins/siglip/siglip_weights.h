// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/nets/pooling_head.h"
#include "explain/nets/tensor_taker.h"
#include "explain/nets/text_transformer.h"
#include "explain/nets/vision_transformer.h"
#include "plugins/siglip/siglip_config.h"

namespace siglip {

/// Everything that was trained, in float32.
struct SiglipWeights {
    explain::VisionTransformer image; ///< without class token and projection
    explain::PoolingHead head;
    explain::TextTransformer text;
    std::optional<double> logitScale; ///< its natural logarithm, as files store it
    std::optional<double> logitBias;
    int64_t storedRows = 0, storedCols = 0; ///< grid of the position table in the file
};

/// Takes what \p config asks for by the names of its layout. The answer may be computed with only
/// where \p taker has no fault.
SiglipWeights takeWeights(explain::TensorTaker& taker, const SiglipConfig& config);

} // namespace siglip
