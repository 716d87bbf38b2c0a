// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/clip/clip_network.h"

#include "explain/nets/redraw.h"

#include <ATen/ATen.h>

#include <cmath>

using namespace explain;

namespace clip {
namespace {

constexpr uint64_t localParts = 1 << 20; // apart from those of the towers

/// The canvas that \p preparation makes of any picture; 0: it depends on the picture.
std::pair<int64_t, int64_t> canvasOf(const ImagePreparation& preparation)
{
    using Resize = ImagePreparation::Resize;
    if (preparation.crops)
        return {preparation.cropHeight, preparation.cropWidth};
    if (preparation.resize == Resize::Squash)
        return {preparation.height, preparation.width};
    return {0, 0};
}

std::string gridText(int64_t rows, int64_t cols)
{
    return std::to_string(rows) + " x " + std::to_string(cols);
}

NetworkInfo completed(NetworkInfo info, const ClipConfig& config, const ClipWeights& weights)
{
    info.family = "clip";
    info.preparation = describe(config.preparation);
    info.resampler = config.preparation.order == AxisOrder::Classic ? "classic" : "pillow13";
    std::tie(info.canvasHeight, info.canvasWidth) = canvasOf(config.preparation);
    info.patch = config.patch;
    info.rows = info.canvasHeight > 0 ? info.canvasHeight / config.patch : weights.image.rows;
    info.cols = info.canvasWidth > 0 ? info.canvasWidth / config.patch : weights.image.cols;
    info.contextLength = config.context;
    info.imageBlocks = config.image.blocks;
    info.textBlocks = config.text.blocks;
    if (weights.logitScale)
        info.logitScale = std::exp(*weights.logitScale);
    info.logitBias = weights.logitBias;
    if (info.rows != weights.storedRows || info.cols != weights.storedCols)
        info.notice = "positions interpolated from "
            + gridText(weights.storedRows, weights.storedCols) + " to "
            + gridText(info.rows, info.cols);
    return info;
}

void redraw(LocalHead& head, uint64_t seed, uint64_t part)
{
    Redraw draw(seed, localParts + part);
    for (Linear& layer : head.layers)
        layer = draw.linear(layer);
}

} // namespace

ClipNetwork::ClipNetwork(const ClipConfig& config, ClipWeights weights,
                         std::shared_ptr<const Tokenizer> tokenizer, NetworkInfo info)
    : m_weights(std::move(weights)),
      m_imageTrunk(info.precision == "bf16" ? m_weights.image.trunk.withMatrices(at::kBFloat16)
                                            : m_weights.image.trunk),
      m_tokenizer(std::move(tokenizer)), m_config(config), m_device(info.device),
      m_info(completed(std::move(info), config, m_weights))
{
}

bool ClipNetwork::offers(Space space) const
{
    return space == Space::Joint || (space == Space::Local && !m_weights.localText.layers.empty());
}

std::shared_ptr<const Network> ClipNetwork::randomised(const Randomisation& how) const
{
    using Tower = Randomisation::Tower;
    ClipWeights weights = m_weights;
    // Heads of the local space stand above their tower's last block, as its projection does.
    if (how.tower != Tower::Text) {
        weights.image = redrawn(weights.image, how.fromBlock, how.seed);
        redraw(weights.localImage, how.seed, 0);
    }
    if (how.tower != Tower::Image) {
        weights.text = redrawn(weights.text, how.fromBlock, how.seed);
        redraw(weights.localText, how.seed, 1);
    }
    return std::make_shared<ClipNetwork>(m_config, std::move(weights), m_tokenizer,
                                         randomisedInfo(m_info, how));
}

std::optional<Error> ClipNetwork::testAgainst(const GoldenVectors& golden, const Progress& progress)
{
    const auto outcome = selfTest(*this, golden, progress);
    if (!outcome)
        return outcome.error();
    m_info.selfTest = *outcome;
    return {};
}

Error ClipNetwork::noLocalSpace() const
{
    return {Error::Kind::Network,
            "'" + m_info.name + "': expected the joint space, found a request for the local one"};
}

int64_t ClipNetwork::blocks() const
{
    return m_info.imageBlocks;
}

AttentionParts ClipNetwork::parts(int64_t block, const at::Tensor& x) const
{
    const Transformer& trunk = m_weights.image.trunk;
    return trunk.parts(trunk.blockAt(block), x.to(m_device, at::kFloat));
}

at::Tensor ClipNetwork::out(int64_t block, const at::Tensor& z) const
{
    const Transformer& trunk = m_weights.image.trunk;
    return trunk.out(trunk.blockAt(block), z.to(m_device, at::kFloat));
}

at::Tensor ClipNetwork::mlp(int64_t block, const at::Tensor& y) const
{
    const Transformer& trunk = m_weights.image.trunk;
    return trunk.mlp(trunk.blockAt(block), y.to(m_device, at::kFloat));
}

at::Tensor ClipNetwork::finish(const at::Tensor& y) const
{
    return m_weights.image.projection(m_weights.image.postNorm(y.to(m_device, at::kFloat)));
}

} // namespace clip
