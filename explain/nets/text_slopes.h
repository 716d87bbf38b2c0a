// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/text_transformer.h"
#include "explain/skills/text_gradient.h"

namespace explain {

// What TextGradient asks of any text tower that pools one row.

/// \param ids   [1, T] int64
/// \param text  spans, pooledRow and the like of that text; its global vector is filled in
/// Errors: Cancelled.
Expected<TextAttention> attentionSlopes(const TextTransformer& tower, const at::Tensor& ids,
                                        TextFeatures text, const at::Tensor& target, int64_t blocks,
                                        AttentionRequest::Rows rows, const Progress& progress);

/// \param points [B, T, M]; they go to the tower's device in float32. Errors: Cancelled.
Expected<InputGradient> inputSlopes(const TextTransformer& tower, const at::Tensor& points,
                                    int64_t pooledRow, const at::Tensor& target,
                                    const Progress& progress);

} // namespace explain
