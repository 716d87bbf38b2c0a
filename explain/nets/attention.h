// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

namespace explain {

/// [B, T, M] to [B, H, T, M / H]: the channels of head h are the h-th M / H of them.
at::Tensor splitHeads(const at::Tensor& x, int64_t heads);

/// [B, H, T, M / H] to [B, T, M].
at::Tensor joinHeads(const at::Tensor& x);

/// Softmax of q k^T / sqrt(channels) over the keys, in float32 or better whatever the dtype of q.
/// \param q, k    [B, H, T, d]
/// \param causal  a token sees itself and those before it
/// \returns [B, H, T, T], rows sum to 1
at::Tensor attentionProbabilities(const at::Tensor& q, const at::Tensor& k, bool causal);

/// The same product with v without the probabilities in between: faster, and within rounding of
/// attentionProbabilities(q, k, causal) matmul v. \returns [B, H, T, d]
at::Tensor fusedAttention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                          bool causal);

} // namespace explain
