// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/toy/toy_network.h"

#include "explain/nets/redraw.h"
#include "plugins/toy/toy_recorder.h"
#include "plugins/toy/toy_text.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>

using namespace explain;

namespace toy {
namespace {

NetworkInfo describe()
{
    return {.name = "toy",
            .family = "toy",
            // of no lines at all: no file was read
            .sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            .preparation =
                "whole image, longer side at most 32, even sides, area average, mean 0.5",
            .precision = "f64",
            .device = "cpu",
            .resampler = "none",
            .patch = patchPx,
            .contextLength = contextLength,
            .imageBlocks = depth,
            .textBlocks = depth};
}

Error wrongSpace()
{
    return {Error::Kind::Network, "toy: space: expected joint, found local"};
}

std::array<int64_t, 2> canvasOf(int64_t height, int64_t width)
{
    const double scale = std::min(1.0, double(longestSidePx) / double(std::max(height, width)));
    const auto even = [&](int64_t side) {
        return patchPx * std::max<int64_t>(1, std::llround(double(side) * scale / patchPx));
    };
    return {even(height), even(width)};
}

/// Area average of [3, H, W] to [3, height, width], values in [0, 1]. Row by row: a float64 copy
/// of a whole photograph would take eight times its size.
at::Tensor averaged(const at::Tensor& image, int64_t height, int64_t width)
{
    const double fullScale = image.is_floating_point() ? 1 : 255;
    std::vector<at::Tensor> lines;
    for (int64_t y = 0; y < height; ++y) {
        const int64_t top = y * image.size(1) / height;
        const int64_t bottom = ((y + 1) * image.size(1) + height - 1) / height;
        const at::Tensor strip = image.slice(1, top, bottom).to(at::kDouble) / fullScale;
        lines.push_back(at::adaptive_avg_pool2d(strip, {1, width}));
    }
    return at::cat(lines, 1);
}

Geometry geometryOf(int64_t canvasHeight, int64_t canvasWidth, int64_t height, int64_t width)
{
    return {.canvasHeight = canvasHeight,
            .canvasWidth = canvasWidth,
            .patch = patchPx,
            .rows = canvasHeight / patchPx,
            .cols = canvasWidth / patchPx,
            .imageHeight = height,
            .imageWidth = width,
            .toImage = {double(width) / double(canvasWidth), 0, 0, 0,
                        double(height) / double(canvasHeight), 0}};
}

} // namespace

ToyNetwork::ToyNetwork()
    : m_info(describe()), m_imageTower(10, 5, /*causal=*/false),
      m_textTower(100, 8, /*causal=*/true),
      m_patchEmbedding(wave(2, {channels, 3 * patchPx * patchPx})), m_tokens(tokenTable())
{
}

ToyNetwork::ToyNetwork(const ToyNetwork& other, const Randomisation& how)
    : m_info(randomisedInfo(other.m_info, how)), m_imageTower(other.m_imageTower),
      m_textTower(other.m_textTower), m_patchEmbedding(other.m_patchEmbedding),
      m_tokens(other.m_tokens)
{
    using Which = Randomisation::Tower;
    Redraw embeddings(how.seed, 0);
    if (how.tower != Which::Text) {
        m_imageTower = m_imageTower.redrawn(how.fromBlock, how.seed, 100);
        if (how.fromBlock <= 0)
            m_patchEmbedding = embeddings.matrix(m_patchEmbedding);
    }
    if (how.tower != Which::Image) {
        m_textTower = m_textTower.redrawn(how.fromBlock, how.seed, 200);
        if (how.fromBlock <= 0)
            m_tokens = embeddings.matrix(m_tokens);
    }
}

std::shared_ptr<const Network> ToyNetwork::randomised(const Randomisation& how) const
{
    return std::make_shared<ToyNetwork>(*this, how);
}

at::Tensor ToyNetwork::embed(const at::Tensor& pixels) const
{
    const int64_t rows = pixels.size(2) / patchPx, cols = pixels.size(3) / patchPx;
    const at::Tensor patches = pixels.reshape({-1, 3, rows, patchPx, cols, patchPx})
                                   .permute({0, 2, 4, 1, 3, 5}) // [B, rows, cols, 3, dy, dx]
                                   .reshape({-1, rows * cols, 3 * patchPx * patchPx});
    const at::Tensor start = wave(3, {1, 1, channels}).expand({pixels.size(0), 1, channels});
    const at::Tensor positions = wave(4, {1 + rows * cols, channels});
    return layerNorm(at::cat({start, at::linear(patches, m_patchEmbedding)}, 1) + positions);
}

Expected<ImageFeatures> ToyNetwork::encodeImage(const Sample& sample, const ImageRequest& request,
                                                const Progress& progress) const
{
    const at::Tensor& image = sample.image;
    TORCH_CHECK(image.dim() == 3 && image.size(0) == 3 && image.numel() > 0,
                "image: not [3, H, W]: ", image.sizes());
    const auto [height, width] = canvasOf(image.size(1), image.size(2));
    const at::NoGradGuard noGrad;
    const at::Tensor canvas = averaged(image, height, width) - 0.5;
    auto features = encodePixels(canvas.unsqueeze(0), request, progress);
    if (features)
        features->geometry = geometryOf(height, width, image.size(1), image.size(2));
    return features;
}

Expected<ImageFeatures> ToyNetwork::encodePixels(const at::Tensor& pixels,
                                                 const ImageRequest& request,
                                                 const Progress& progress) const
{
    TORCH_CHECK(pixels.dim() == 4 && pixels.size(1) == 3 && pixels.numel() > 0
                    && pixels.size(2) % patchPx == 0 && pixels.size(3) % patchPx == 0,
                "pixels: not [B, 3, even, even]: ", pixels.sizes());
    if (request.localPatches)
        return wrongSpace();
    const at::NoGradGuard noGrad;
    const int64_t height = pixels.size(2), width = pixels.size(3);
    ImageFeatures out{.prefixes = 1, .geometry = geometryOf(height, width, height, width)};
    if (request.pixels)
        out.pixels = pixels.to(at::kDouble).contiguous();
    if (!(request.global || request.patches || request.hiddenStates > 0 || request.attention))
        return out;

    Recorder recorder(request.hiddenStates, request.attention, /*pooledRow=*/0, progress);
    const at::Tensor last = recorder.run(m_imageTower, embed(pixels.to(at::kDouble)));
    if (!last.defined())
        return cancelledError;
    const at::Tensor vectors = m_imageTower.head(last); // [B, 1 + patches, 4]
    if (request.global)
        out.global = vectors.select(1, 0).contiguous();
    if (request.patches)
        out.patches = vectors.slice(1, out.prefixes).contiguous();
    out.hiddenStates = recorder.states();
    out.attention = recorder.attention();
    return out;
}

Expected<std::vector<TextFeatures>> ToyNetwork::encodeTexts(const std::vector<std::string>& texts,
                                                            const TextRequest& request,
                                                            const Progress& progress) const
{
    if (request.localTokens)
        return wrongSpace();
    const at::NoGradGuard noGrad;
    std::vector<TextFeatures> answers;
    for (const std::string& text : texts) {
        TextFeatures& out = answers.emplace_back(read(text, m_tokens));
        if (request.global || request.tokens || request.hiddenStates > 0 || request.attention) {
            Recorder recorder(request.hiddenStates, request.attention, out.pooledRow, progress);
            const at::Tensor last = recorder.run(m_textTower, out.inputs.unsqueeze(0));
            if (!last.defined())
                return cancelledError;
            const at::Tensor vectors = m_textTower.head(last)[0]; // [T, 4]
            if (request.global)
                out.global = vectors[out.pooledRow].clone();
            if (request.tokens)
                out.tokens = vectors;
            if (request.hiddenStates > 0)
                out.hiddenStates = recorder.states().squeeze(1);
            for (const at::Tensor& block : recorder.attention())
                out.attention.push_back(block[0]);
        }
        if (!request.inputs)
            out.inputs.reset();
    }
    return answers;
}

AttentionParts ToyNetwork::parts(int64_t block, const at::Tensor& x) const
{
    TORCH_CHECK(x.dim() == 2 && x.size(1) == channels, "state: not [N, 8]: ", x.sizes());
    return m_imageTower.block(block).parts(x);
}

at::Tensor ToyNetwork::out(int64_t block, const at::Tensor& z) const
{
    return m_imageTower.block(block).project(z);
}

at::Tensor ToyNetwork::mlp(int64_t block, const at::Tensor& y) const
{
    return m_imageTower.block(block).mlp(y);
}

at::Tensor ToyNetwork::finish(const at::Tensor& y) const
{
    return m_imageTower.head(y);
}

} // namespace toy
