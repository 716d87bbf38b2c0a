// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"
#include "explain/features.h"
#include "explain/progress.h"

namespace explain {

/// How a score leans on the attention of the text tower. K blocks, H heads, T tokens.
struct TextAttention {
    at::Tensor
        attention; ///< [K, H, Q, T] probabilities after softmax; the tower's last block is last
    at::Tensor gradient; ///< [K, H, Q, T] ds/dA through all that comes after it
    TextFeatures text;   ///< global, spans, pooledRow, truncatedAt
};

/// The score and its slope at points that need not belong to any text.
struct InputGradient {
    at::Tensor scores;    ///< [B]
    at::Tensor gradients; ///< [B, T, M] ds/dx
};

/// Derivatives of s = cos(text, target), never of a logit, in float32 or better. The target is a
/// constant, e.g. the global vector of an image: the image tower needs no graph. Answers are plain
/// numbers, so remote networks can give them too. [any thread]
class TextGradient {
public:
    virtual ~TextGradient() = default;

    /// \param target [D], any length but 0
    /// \param blocks the last K >= 1; more than there are means all
    /// \param rows All: Q = T; Pooled: Q = 1, the row that the text is pooled at
    virtual Expected<TextAttention> attention(const std::string& text, const at::Tensor& target,
                                              int64_t blocks, AttentionRequest::Rows rows,
                                              const Progress&) const = 0;

    /// \param points [B, T, M] in the form of TextFeatures::inputs, pooled at \p pooledRow
    virtual Expected<InputGradient> inputs(const at::Tensor& points, int64_t pooledRow,
                                           const at::Tensor& target, const Progress&) const = 0;
};

} // namespace explain
