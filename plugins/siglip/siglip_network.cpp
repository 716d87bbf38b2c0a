// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/siglip/siglip_network.h"

#include "explain/nets/redraw.h"

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

PoolingHead redrawn(PoolingHead head, uint64_t seed)
{
    constexpr uint64_t headPart = 1 << 20; // apart from those of the towers
    Redraw draw(seed, headPart);
    head.probe = draw.matrix(head.probe);
    for (const auto layer : {&PoolingHead::query, &PoolingHead::key, &PoolingHead::value,
                             &PoolingHead::out, &PoolingHead::fc1, &PoolingHead::fc2})
        head.*layer = draw.linear(head.*layer);
    head.norm = Redraw::norm(head.norm);
    return head;
}

} // namespace

SiglipNetwork::SiglipNetwork(const SiglipConfig& config, SiglipWeights weights, Reading reading,
                             NetworkInfo info)
    : m_weights(std::move(weights)),
      m_imageTrunk(info.precision == "bf16" ? m_weights.image.trunk.withMatrices(at::kBFloat16)
                                            : m_weights.image.trunk),
      m_reading(std::move(reading)), m_config(config), m_device(info.device),
      m_info(completed(std::move(info), config, m_weights))
{
}

std::shared_ptr<const Network> SiglipNetwork::randomised(const Randomisation& how) const
{
    using Tower = Randomisation::Tower;
    SiglipWeights weights = m_weights;
    if (how.tower != Tower::Text) {
        weights.image = explain::redrawn(weights.image, how.fromBlock, how.seed);
        weights.head = redrawn(weights.head, how.seed); // it stands above the last block
    }
    if (how.tower != Tower::Image)
        weights.text = explain::redrawn(weights.text, how.fromBlock, how.seed);
    return std::make_shared<SiglipNetwork>(m_config, std::move(weights), m_reading,
                                           randomisedInfo(m_info, how));
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

AttentionParts SiglipNetwork::parts(int64_t block, const at::Tensor& x) const
{
    const Transformer& trunk = m_weights.image.trunk;
    return trunk.parts(trunk.blockAt(block), x.to(m_device, at::kFloat));
}

at::Tensor SiglipNetwork::out(int64_t block, const at::Tensor& z) const
{
    const Transformer& trunk = m_weights.image.trunk;
    return trunk.out(trunk.blockAt(block), z.to(m_device, at::kFloat));
}

at::Tensor SiglipNetwork::mlp(int64_t block, const at::Tensor& y) const
{
    const Transformer& trunk = m_weights.image.trunk;
    return trunk.mlp(trunk.blockAt(block), y.to(m_device, at::kFloat));
}

at::Tensor SiglipNetwork::finish(const at::Tensor& y) const
{
    return m_weights.head.each(m_weights.image.postNorm(y.to(m_device, at::kFloat)));
}

} // namespace siglip
