// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace explain {

/// Queries, keys and values of one block. N tokens (prefixes included), H heads, M wide.
struct AttentionParts {
    at::Tensor q, k, v; ///< [H, N, M / H], not scaled
};

/// The image blocks in pieces, which maskclip, sclip, clearclip, naclip and their like put together
/// anew. Pure functions of one state [N, M] (a row of ImageFeatures::hiddenStates), so the trunk's
/// one pass serves them all. Throw c10::Error on wrong shapes. [any thread]
class DenseParts {
public:
    virtual ~DenseParts() = default;

    virtual int64_t blocks() const = 0; ///< of the trunk; the last is blocks() - 1

    /// \param x [N, M] the input of \p block; the block's first norm is applied here
    virtual AttentionParts parts(int64_t block, const at::Tensor& x) const = 0;

    /// The output projection: [H, N, M / H] to [N, M], without the residual.
    virtual at::Tensor out(int64_t block, const at::Tensor& z) const = 0;

    /// The block's MLP with its norm: [N, M] to [N, M], without the residual.
    virtual at::Tensor mlp(int64_t block, const at::Tensor& y) const = 0;

    /// The tower's final norm and projection: [N, M] to joint [N, D], not normalised.
    virtual at::Tensor finish(const at::Tensor& y) const = 0;
};

} // namespace explain
