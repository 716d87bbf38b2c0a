// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/toy/toy_tower.h"

#include "explain/nets/redraw.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace toy {

at::Tensor wave(int64_t tag, at::IntArrayRef shape)
{
    const at::Tensor i = at::arange(c10::multiply_integers(shape), at::kDouble);
    return at::sin(0.7 * i + 0.013 * i.square() + 1.3 * double(tag)).mul(0.5).view(shape);
}

at::Tensor layerNorm(const at::Tensor& x)
{
    return at::layer_norm(x, {channels});
}

explain::AttentionParts Block::parts(const at::Tensor& x) const
{
    const auto split = at::linear(layerNorm(x), qkv).chunk(3, -1);
    const auto perHead = [](const at::Tensor& part) {
        return part.unflatten(-1, {heads, headChannels}).transpose(-3, -2);
    };
    return {perHead(split[0]), perHead(split[1]), perHead(split[2])};
}

at::Tensor Block::project(const at::Tensor& z) const
{
    return at::linear(z.transpose(-3, -2).flatten(-2), out);
}

at::Tensor Block::mlp(const at::Tensor& y) const
{
    const at::Tensor hidden = at::linear(layerNorm(y), up);
    return at::linear(hidden * at::sigmoid(1.702 * hidden), down); // QuickGELU
}

Tower::Tower(int64_t firstTag, int64_t headTag, bool causal)
    : m_head(wave(headTag, {channels, joint})), m_causal(causal)
{
    for (int64_t i = 0; i < depth; ++i) {
        const int64_t tag = firstTag + 10 * i;
        m_blocks[std::size_t(i)] = {
            wave(tag, {3 * channels, channels}), wave(tag + 1, {channels, channels}),
            wave(tag + 2, {2 * channels, channels}), wave(tag + 3, {channels, 2 * channels})};
    }
}

Tower Tower::redrawn(int64_t fromBlock, uint64_t seed, uint64_t firstPart) const
{
    Tower tower = *this;
    for (int64_t i = std::max<int64_t>(fromBlock, 0); i < depth; ++i) {
        explain::Redraw draw(seed, firstPart + 1 + uint64_t(i));
        const Block& trained = block(i);
        tower.m_blocks[std::size_t(i)] = {draw.matrix(trained.qkv), draw.matrix(trained.out),
                                          draw.matrix(trained.up), draw.matrix(trained.down)};
    }
    tower.m_head = explain::Redraw(seed, firstPart).matrix(m_head);
    return tower;
}

at::Tensor Tower::run(at::Tensor x, const AttentionHook& attention, const StateHook& state) const
{
    const int64_t tokens = x.size(1);
    const at::Tensor future = m_causal ? at::full({tokens, tokens}, -INFINITY, x.options()).triu(1)
                                       : at::zeros({1, 1}, x.options());
    for (int64_t i = 0; i < depth; ++i) {
        if (state && !state(i, x))
            return {};
        const auto [q, k, v] = block(i).parts(x);
        at::Tensor probabilities =
            (q.matmul(k.transpose(-2, -1)) / std::sqrt(double(headChannels)) + future).softmax(-1);
        if (attention)
            probabilities = attention(i, probabilities);
        x = x + block(i).project(probabilities.matmul(v));
        x = x + block(i).mlp(x);
    }
    if (state && !state(depth, x))
        return {};
    return x;
}

at::Tensor Tower::head(const at::Tensor& x) const
{
    return layerNorm(x).matmul(m_head);
}

} // namespace toy
