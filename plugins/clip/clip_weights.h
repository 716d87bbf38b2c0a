// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/nets/tensor_taker.h"
#include "explain/nets/text_transformer.h"
#include "explain/nets/vision_transformer.h"
#include "plugins/clip/clip_config.h"

#include <optional>

namespace clip {

/// A second projection for patches or words: one linear layer, or two with an exact GELU between.
struct LocalHead {
    std::vector<explain::Linear> layers; ///< empty: there is none

    at::Tensor operator()(at::Tensor x) const; ///< [..., M] after the tower's norm to [..., D]
};

/// Everything that was trained, in float32.
struct ClipWeights {
    explain::VisionTransformer image;
    explain::TextTransformer text;
    std::optional<double> logitScale; ///< its natural logarithm, as files store it
    std::optional<double> logitBias;
    LocalHead localImage, localText;
    int64_t storedRows = 0, storedCols = 0; ///< grid of the position table in the file
};

/// Takes what \p config asks for by the names of its layout. The answer may be computed with only
/// where \p taker has no fault.
ClipWeights takeWeights(explain::TensorTaker& taker, const ClipConfig& config);

} // namespace clip
