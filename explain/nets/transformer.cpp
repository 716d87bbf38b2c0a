// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/transformer.h"

#include "explain/nets/attention.h"

#include <ATen/ATen.h>

namespace explain {
namespace {

Linear converted(const Linear& layer, at::ScalarType type)
{
    return {layer.weight.to(type).contiguous(),
            layer.bias.defined() ? layer.bias.to(type) : at::Tensor()};
}

} // namespace

at::Tensor Linear::operator()(const at::Tensor& x) const
{
    return at::linear(x.to(weight.scalar_type()), weight, bias);
}

at::Tensor LayerNorm::operator()(const at::Tensor& x) const
{
    return at::layer_norm(x, weight.sizes(), weight, bias, epsilon);
}

std::optional<Activation> activationNamed(std::string_view name)
{
    if (name == "quick_gelu")
        return Activation::QuickGelu;
    if (name == "gelu")
        return Activation::Gelu;
    if (name == "gelu_pytorch_tanh" || name == "gelu_new" || name == "gelu_fast")
        return Activation::GeluTanh;
    return {};
}

at::Tensor activate(Activation activation, const at::Tensor& x)
{
    if (activation == Activation::QuickGelu)
        return x * at::sigmoid(1.702 * x);
    return at::gelu(x, activation == Activation::GeluTanh ? "tanh" : "none");
}

at::Tensor Transformer::run(at::Tensor x, const BlockWatcher& watcher, int64_t first) const
{
    for (int64_t i = first; i < int64_t(blocks.size()); ++i) {
        if (watcher.state && !watcher.state(i, x))
            return {};
        const TransformerBlock& block = blocks[i];
        const at::Tensor y = block.norm1(x);
        const at::Tensor q = splitHeads(block.query(y), heads);
        const at::Tensor k = splitHeads(block.key(y), heads);
        const at::Tensor v = splitHeads(block.value(y), heads);
        at::Tensor mixed;
        if (watcher.wantsAttention && watcher.wantsAttention(i)) {
            const at::Tensor seen = watcher.attention(i, attentionProbabilities(q, k, causal));
            mixed = at::matmul(seen.to(v.scalar_type()), v);
        } else {
            mixed = fusedAttention(q, k, v, causal);
        }
        x = x + block.out(joinHeads(mixed));
        x = x + mlp(block, x);
    }
    if (watcher.state && !watcher.state(int64_t(blocks.size()), x))
        return {};
    return x;
}

at::Tensor Transformer::mlp(const TransformerBlock& block, const at::Tensor& x) const
{
    return block.fc2(activate(activation, block.fc1(block.norm2(x))));
}

Transformer Transformer::withMatrices(at::ScalarType type) const
{
    Transformer copy = *this;
    for (TransformerBlock& block : copy.blocks)
        for (const auto layer :
             {&TransformerBlock::query, &TransformerBlock::key, &TransformerBlock::value,
              &TransformerBlock::out, &TransformerBlock::fc1, &TransformerBlock::fc2})
            block.*layer = converted(block.*layer, type);
    return copy;
}

const TransformerBlock& Transformer::blockAt(int64_t block) const
{
    TORCH_CHECK(block >= 0 && block < int64_t(blocks.size()), "block ", block, " of ",
                blocks.size());
    return blocks[std::size_t(block)];
}

AttentionParts Transformer::parts(const TransformerBlock& block, const at::Tensor& x) const
{
    TORCH_CHECK(x.dim() == 2, "x: not [N, M]: ", x.sizes());
    const at::Tensor y = block.norm1(x);
    const auto split = [&](const Linear& layer) {
        return layer(y).view({x.size(0), heads, x.size(1) / heads}).transpose(0, 1).contiguous();
    };
    return {split(block.query), split(block.key), split(block.value)};
}

at::Tensor Transformer::out(const TransformerBlock& block, const at::Tensor& joined) const
{
    TORCH_CHECK(joined.dim() == 3, "z: not [H, N, M / H]: ", joined.sizes());
    return block.out(
        joined.transpose(0, 1).reshape({joined.size(1), joined.size(0) * joined.size(2)}));
}

} // namespace explain
