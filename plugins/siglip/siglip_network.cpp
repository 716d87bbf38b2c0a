// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/siglip/siglip_network.h"

#include <ATen/ATen.h>

#include <cmath>

using namespace explain;

namespace siglip {
namespace {

constexpr const char* patchNotice =
    "patches and texts never met in training: a patch's vector is the pooling head's answer to "
    "that patch alone";

std::string gridText(int64_t rows, int64_t cols)
{
    return std::to_string(rows) + " x " + std::to_string(cols);
}

NetworkInfo completed(NetworkInfo info, const SiglipConfig& config, const SiglipWeights& weights)
{
    const ImagePreparation& preparation = config.preparation;
    info.family = "siglip";
    info.preparation = describe(preparation);
    info.resampler = preparation.order == AxisOrder::Classic ? "classic" : "pillow13";
    if (preparation.crops)
        info.canvasHeight = preparation.cropHeight, info.canvasWidth = preparation.cropWidth;
    else if (preparation.resize == ImagePreparation::Resize::Squash)
        info.canvasHeight = preparation.height, info.canvasWidth = preparation.width;
    info.patch = config.patch;
    info.rows = info.canvasHeight > 0 ? info.canvasHeight / config.patch : weights.image.rows;
    info.cols = info.canvasWidth > 0 ? info.canvasWidth / config.patch : weights.image.cols;
    info.contextLength = config.context;
    info.imageBlocks = config.image.blocks;
    info.textBlocks = config.text.blocks;
    if (weights.logitScale)
        info.logitScale = std::exp(*weights.logitScale);
    info.logitBias = weights.logitBias;
    info.notice = patchNotice;
    if (info.rows != weights.storedRows || info.cols != weights.storedCols)
        info.notice += "; positions interpolated from "
            + gridText(weights.storedRows, weights.storedCols) + " to "
            + gridText(info.rows, info.cols);
    return info;
}

} // namespace

SiglipNetwork::SiglipNetwork(const SiglipConfig& config, SiglipWeights weights, Reading reading,
                             NetworkInfo info)
    : m_weights(std::move(weights)),
      m_imageTrunk(info.precision == "bf16" ? m_weights.image.trunk.withMatrices(at::kBFloat16)
                                            : m_weights.image.trunk),
      m_reading(std::move(reading)), m_preparation(config.preparation), m_device(info.device),
      m_info(completed(std::move(info), config, m_weights))
{
}

std::optional<Error> SiglipNetwork::testAgainst(const GoldenVectors& golden,
                                                const Progress& progress)
{
    const auto outcome = selfTest(*this, golden, progress);
    if (!outcome)
        return outcome.error();
    m_info.selfTest = *outcome;
    return {};
}

const TransformerBlock& SiglipNetwork::blockAt(int64_t block) const
{
    TORCH_CHECK(block >= 0 && block < blocks(), "block ", block, " of ", blocks());
    return m_weights.image.trunk.blocks[std::size_t(block)];
}

AttentionParts SiglipNetwork::parts(int64_t block, const at::Tensor& x) const
{
    TORCH_CHECK(x.dim() == 2, "x: not [N, M]: ", x.sizes());
    const TransformerBlock& weights = blockAt(block);
    const int64_t heads = m_weights.image.trunk.heads;
    const at::Tensor y = weights.norm1(x.to(m_device, at::kFloat));
    const auto split = [&](const Linear& layer) {
        return layer(y).view({x.size(0), heads, x.size(1) / heads}).transpose(0, 1).contiguous();
    };
    return {split(weights.query), split(weights.key), split(weights.value)};
}

at::Tensor SiglipNetwork::out(int64_t block, const at::Tensor& z) const
{
    TORCH_CHECK(z.dim() == 3, "z: not [H, N, M / H]: ", z.sizes());
    const at::Tensor joined =
        z.to(m_device, at::kFloat).transpose(0, 1).reshape({z.size(1), z.size(0) * z.size(2)});
    return blockAt(block).out(joined);
}

at::Tensor SiglipNetwork::mlp(int64_t block, const at::Tensor& y) const
{
    return m_weights.image.trunk.mlp(blockAt(block), y.to(m_device, at::kFloat));
}

at::Tensor SiglipNetwork::finish(const at::Tensor& y) const
{
    return m_weights.head.each(m_weights.image.postNorm(y.to(m_device, at::kFloat)));
}

} // namespace siglip
