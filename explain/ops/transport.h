// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

namespace explain {

/// How the mass of words is carried to regions, both sides with equal shares.
struct TransportPlan {
    at::Tensor weights;  ///< [M, N] >= 0 float64; rows sum to 1/M, columns to 1/N in the limit
    double cost = 0;     ///< sum of weights * costs, in the unit of the costs
    double residual = 0; ///< the largest |column sum - 1/N|; rows are exact after each sweep
};

/// Optimal transport by proximal point steps, each with one Sinkhorn step inside. It tends to the
/// plan without entropy: after 50 sweeps it is nearly hard, fewer sweeps are softer.
///
/// \param costs  [M, N] words by regions, floating point; M, N >= 1; finite
/// \param beta   step length > 0, in the unit of \p costs; larger steps are more careful
/// \throws c10::Error where a line above does not hold
/// Source: Xie et al. 2018, algorithm 1 with one inner iteration; beta and sweeps of Chen et al.
/// 2020 (UNITER).
TransportPlan proximalTransport(const at::Tensor& costs, double beta = 0.5, int64_t sweeps = 50);

} // namespace explain
