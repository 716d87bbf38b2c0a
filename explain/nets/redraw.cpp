// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/redraw.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

namespace explain {
namespace {

constexpr uint64_t embeddingPart = 0, headPart = 1, firstBlockPart = 2, textParts = 1 << 16;

/// Two seeds or parts that lie side by side must not give streams that do (splitmix64, Steele
/// 2014).
uint64_t mixed(uint64_t seed, uint64_t part)
{
    uint64_t x = seed + 0x9e3779b97f4a7c15 * (part + 1);
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
}

void redrawBlocks(Transformer& trunk, int64_t fromBlock, uint64_t seed, uint64_t firstPart)
{
    for (std::size_t i = std::size_t(std::max<int64_t>(fromBlock, 0)); i < trunk.blocks.size(); ++i)
        trunk.blocks[i] = Redraw(seed, firstPart + i).block(trunk.blocks[i]);
}

} // namespace

Redraw::Redraw(uint64_t seed, uint64_t part)
    : m_generator(at::detail::createCPUGenerator(mixed(seed, part)))
{
}

at::Tensor Redraw::matrix(const at::Tensor& trained)
{
    if (!trained.defined())
        return {};
    const at::Tensor exact = trained.to(at::kCPU, at::kDouble);
    const double deviation = exact.square().mean().sqrt().item<double>();
    const at::Tensor drawn = at::randn(exact.sizes(), m_generator, exact.options()) * deviation;
    return drawn.to(trained.device(), trained.scalar_type());
}

Linear Redraw::linear(const Linear& trained)
{
    return {matrix(trained.weight),
            trained.bias.defined() ? at::zeros_like(trained.bias) : at::Tensor()};
}

LayerNorm Redraw::norm(const LayerNorm& trained)
{
    return {at::ones_like(trained.weight), at::zeros_like(trained.bias), trained.epsilon};
}

TransformerBlock Redraw::block(const TransformerBlock& trained)
{
    // Braces keep the order: one generator after the other.
    return {norm(trained.norm1), linear(trained.query), linear(trained.key), linear(trained.value),
            linear(trained.out), norm(trained.norm2),   linear(trained.fc1), linear(trained.fc2)};
}

VisionTransformer redrawn(VisionTransformer tower, int64_t fromBlock, uint64_t seed)
{
    if (fromBlock <= 0) {
        Redraw draw(seed, embeddingPart);
        tower.patchEmbedding = draw.linear(tower.patchEmbedding);
        tower.classEmbedding = draw.matrix(tower.classEmbedding);
        tower.positions = draw.matrix(tower.positions);
        if (tower.preNorm)
            tower.preNorm = Redraw::norm(*tower.preNorm);
    }
    redrawBlocks(tower.trunk, fromBlock, seed, firstBlockPart);
    tower.postNorm = Redraw::norm(tower.postNorm);
    tower.projection = Redraw(seed, headPart).linear(tower.projection);
    return tower;
}

TextTransformer redrawn(TextTransformer tower, int64_t fromBlock, uint64_t seed)
{
    if (fromBlock <= 0) {
        Redraw draw(seed, textParts + embeddingPart);
        tower.tokenEmbedding = draw.matrix(tower.tokenEmbedding);
        tower.positions = draw.matrix(tower.positions);
    }
    redrawBlocks(tower.trunk, fromBlock, seed, textParts + firstBlockPart);
    tower.finalNorm = Redraw::norm(tower.finalNorm);
    tower.projection = Redraw(seed, textParts + headPart).linear(tower.projection);
    return tower;
}

} // namespace explain
