// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/skills/dense_parts.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace explain {

/// x W^T + b, in the dtype of the weight.
struct Linear {
    at::Tensor weight; ///< [out, in]
    at::Tensor bias;   ///< [out]; undefined: none

    at::Tensor operator()(const at::Tensor& x) const; ///< [..., in] to [..., out]
};

struct LayerNorm {
    at::Tensor weight, bias; ///< [M]
    double epsilon = 1e-5;

    at::Tensor operator()(const at::Tensor& x) const; ///< [..., M] to [..., M]
};

/// The three curves that all go by the name of GELU: quick is x sigmoid(1.702 x), exact uses the
/// error function, tanh its approximation. A checkpoint loads with any of them and is right with
/// one.
enum class Activation { QuickGelu, Gelu, GeluTanh };

/// As transformers spells it: "quick_gelu", "gelu", "gelu_pytorch_tanh", "gelu_new", "gelu_fast".
std::optional<Activation> activationNamed(std::string_view name);

at::Tensor activate(Activation activation, const at::Tensor& x);

/// A residual block that normalises first: x + out(attention(norm1(x))), then
/// x + fc2(activation(fc1(norm2(x)))).
struct TransformerBlock {
    LayerNorm norm1;
    Linear query, key, value, out;
    LayerNorm norm2;
    Linear fc1, fc2;
};

/// What somebody wants to see of a pass through the blocks. Each may be empty.
struct BlockWatcher {
    /// Whether a block shall take the explicit path of attention, which knows its probabilities.
    std::function<bool(int64_t block)> wantsAttention;

    /// Sees the probabilities [B, H, T, T] of such a block, float32; what it returns is used.
    std::function<at::Tensor(int64_t block, const at::Tensor& probabilities)> attention;

    /// Sees state i, the input of block i, and at last the output of the last one. False: stop.
    std::function<bool(int64_t index, const at::Tensor& x)> state;
};

/// A stack of such blocks. The sum that runs through them keeps the dtype of the input; matrices
/// multiply in the dtype of their weights.
struct Transformer {
    std::vector<TransformerBlock> blocks;
    int64_t heads = 1;
    Activation activation = Activation::QuickGelu;
    bool causal = false;

    /// \param x      [B, T, M], the input of block \p first
    /// \returns the output of the last block, [B, T, M]; undefined: the watcher stopped it
    at::Tensor run(at::Tensor x, const BlockWatcher& watcher = {}, int64_t first = 0) const;

    at::Tensor mlp(const TransformerBlock& block, const at::Tensor& x) const; ///< norm included

    /// The block's queries, keys and values of \p x [N, M], and its output of \p joined heads
    /// [H, N, M / H], as DenseParts hands them out. Throw c10::Error on wrong shapes.
    AttentionParts parts(const TransformerBlock& block, const at::Tensor& x) const;
    at::Tensor out(const TransformerBlock& block, const at::Tensor& joined) const; ///< [N, M]
    const TransformerBlock& blockAt(int64_t block) const; ///< throws c10::Error where there is none

    /// The same with the matrices' weights in \p type; norms stay as they are.
    Transformer withMatrices(at::ScalarType type) const;
};

} // namespace explain
