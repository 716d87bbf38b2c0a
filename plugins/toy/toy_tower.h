// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/skills/dense_parts.h"

#include <ATen/core/Tensor.h>

#include <array>
#include <functional>

namespace toy {

inline constexpr int64_t channels = 8, heads = 2, headChannels = channels / heads, joint = 4;
inline constexpr int64_t depth = 3; ///< blocks of each tower

/// A wave in place of learned weights, float64: 0.5 sin(0.7 i + 0.013 i^2 + 1.3 tag) at row-major
/// position i. A longer table begins with the shorter one, so positions have no last entry.
at::Tensor wave(int64_t tag, at::IntArrayRef shape);

/// Without weights of its own: (x - mean) / deviation over the channels, epsilon 1e-5.
at::Tensor layerNorm(const at::Tensor& x);

/// One pre-norm transformer block without biases.
struct Block {
    at::Tensor qkv;  ///< [24, 8], queries on top
    at::Tensor out;  ///< [8, 8]
    at::Tensor up;   ///< [16, 8]
    at::Tensor down; ///< [8, 16]

    /// \returns q, k, v as [..., heads, N, 4] of \p x [..., N, 8], after the block's first norm
    explain::AttentionParts parts(const at::Tensor& x) const;
    at::Tensor project(const at::Tensor& z) const; ///< [..., heads, N, 4] to [..., N, 8]
    at::Tensor mlp(const at::Tensor& y) const;     ///< [..., N, 8], its norm included
};

/// Sees the probabilities [B, heads, N, N] of a block; what it returns is used in their place.
using AttentionHook = std::function<at::Tensor(int64_t block, const at::Tensor& probabilities)>;

/// Sees the state [B, N, 8] that enters block 0, 1, ... and, last, the one that leaves the tower.
/// False: stop here.
using StateHook = std::function<bool(int64_t state, const at::Tensor& x)>;

/// Three blocks and a head. Records a graph where grad mode is on.
class Tower {
public:
    /// \param firstTag of the blocks' waves; \param headTag of the projection's
    Tower(int64_t firstTag, int64_t headTag, bool causal);

    /// The same with the blocks from \p fromBlock on and the projection drawn anew.
    /// \param firstPart see explain::Redraw
    Tower redrawn(int64_t fromBlock, uint64_t seed, uint64_t firstPart) const;

    const Block& block(int64_t index) const { return m_blocks.at(std::size_t(index)); }

    /// \returns the last state [B, N, 8] of \p x [B, N, 8]; undefined where \p state said stop
    at::Tensor run(at::Tensor x, const AttentionHook& attention, const StateHook& state = {}) const;

    at::Tensor head(const at::Tensor& x) const; ///< [..., 8] to joint [..., 4], its norm included

private:
    std::array<Block, depth> m_blocks;
    at::Tensor m_head; ///< [8, 4]
    bool m_causal;
};

} // namespace toy
