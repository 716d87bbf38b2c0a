// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

namespace training {

/// Attention of sequences to themselves, differentiable.
///
/// \param projected [count * length, 3 * width] query, key and value of each row
/// \param causal    whether a row sees only itself and what stands before it
/// \returns         [count * length, width]
at::Tensor selfAttention(const at::Tensor& projected, int64_t count, int64_t length, int64_t heads,
                         bool causal);

} // namespace training
