// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/transformer.h"

namespace explain {

/// A learned query that gathers all patches into one vector by attention, and an MLP with a
/// residual behind it: "multi-head attention pooling" of SigLIP. M wide, H heads.
/// Source: Zhai et al. 2022, "Scaling Vision Transformers", section 3.2.
struct PoolingHead {
    at::Tensor probe; ///< [M] the query
    Linear query, key, value, out;
    LayerNorm norm;
    Linear fc1, fc2;
    int64_t heads = 1;
    Activation activation = Activation::GeluTanh;

    /// \param x [B, N, M], after the trunk's final norm; \returns [B, M]
    at::Tensor operator()(const at::Tensor& x) const;

    /// How much of each patch is gathered: [B, H, 1, N], rows sum to 1.
    at::Tensor attention(const at::Tensor& x) const;

    /// Each vector as if it were the only patch: attention has no choice then, and the head becomes
    /// a function of one. \param x [..., M]; \returns [..., M]
    at::Tensor each(const at::Tensor& x) const { return finish(out(value(x))); }

private:
    at::Tensor finish(const at::Tensor& gathered) const;
};

} // namespace explain
