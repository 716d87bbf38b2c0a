// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/siglip/siglip_weights.h"

#include <ATen/ATen.h>

#include <cmath>

using namespace explain;

namespace siglip {
namespace {

/// Takes the parts of one tower, whose widths and epsilon it knows.
class TowerTaker {
public:
    TowerTaker(TensorTaker& taker, const TowerConfig& tower) : m_taker(taker), m_tower(tower) { }

    Linear linear(const std::string& name, int64_t out, int64_t in) const
    {
        return {m_taker.take(name + ".weight", {out, in}), m_taker.take(name + ".bias", {out})};
    }
    Linear square(const std::string& name) const
    {
        return linear(name, m_tower.width, m_tower.width);
    }
    Linear fc1(const std::string& name) const
    {
        return linear(name, m_tower.mlpWidth, m_tower.width);
    }
    Linear fc2(const std::string& name) const
    {
        return linear(name, m_tower.width, m_tower.mlpWidth);
    }
    LayerNorm norm(const std::string& name) const
    {
        return {m_taker.take(name + ".weight", {m_tower.width}),
                m_taker.take(name + ".bias", {m_tower.width}), m_tower.epsilon};
    }

    /// \p count square matrices that are stored one below the other.
    std::vector<Linear> packed(const std::string& weightName, const std::string& biasName,
                               int64_t count) const
    {
        const int64_t w = m_tower.width;
        const at::Tensor weight = m_taker.take(weightName, {count * w, w});
        const at::Tensor bias = m_taker.take(biasName, {count * w});
        std::vector<Linear> parts(std::size_t(count), Linear{});
        for (int64_t i = 0; weight.defined() && bias.defined() && i < count; ++i)
            parts[std::size_t(i)] = {weight.narrow(0, i * w, w), bias.narrow(0, i * w, w)};
        return parts;
    }

private:
    TensorTaker& m_taker;
    const TowerConfig& m_tower;
};

TransformerBlock huggingFaceBlock(const TowerTaker& take, const std::string& at)
{
    return {.norm1 = take.norm(at + "layer_norm1"),
            .query = take.square(at + "self_attn.q_proj"),
            .key = take.square(at + "self_attn.k_proj"),
            .value = take.square(at + "self_attn.v_proj"),
            .out = take.square(at + "self_attn.out_proj"),
            .norm2 = take.norm(at + "layer_norm2"),
            .fc1 = take.fc1(at + "mlp.fc1"),
            .fc2 = take.fc2(at + "mlp.fc2")};
}

TransformerBlock timmBlock(const TowerTaker& take, const std::string& at)
{
    const auto qkv = take.packed(at + "attn.qkv.weight", at + "attn.qkv.bias", 3);
    return {.norm1 = take.norm(at + "norm1"),
            .query = qkv[0],
            .key = qkv[1],
            .value = qkv[2],
            .out = take.square(at + "attn.proj"),
            .norm2 = take.norm(at + "norm2"),
            .fc1 = take.fc1(at + "mlp.fc1"),
            .fc2 = take.fc2(at + "mlp.fc2")};
}

TransformerBlock openClipBlock(const TowerTaker& take, const std::string& at)
{
    const auto qkv = take.packed(at + "attn.in_proj_weight", at + "attn.in_proj_bias", 3);
    return {.norm1 = take.norm(at + "ln_1"),
            .query = qkv[0],
            .key = qkv[1],
            .value = qkv[2],
            .out = take.square(at + "attn.out_proj"),
            .norm2 = take.norm(at + "ln_2"),
            .fc1 = take.fc1(at + "mlp.c_fc"),
            .fc2 = take.fc2(at + "mlp.c_proj")};
}

template <class Block>
Transformer takeBlocks(const TowerTaker& take, const TowerConfig& tower, const std::string& prefix,
                       const Block& block)
{
    Transformer trunk{.heads = tower.heads, .activation = tower.activation};
    for (int64_t i = 0; i < tower.blocks; ++i)
        trunk.blocks.push_back(block(take, prefix + std::to_string(i) + '.'));
    return trunk;
}

/// OpenCLIP fits a table of another grid as it loads; elsewhere the file must hold the config's.
void takePositions(TensorTaker& taker, const std::string& name, const SiglipConfig& config,
                   SiglipWeights& weights)
{
    VisionTransformer& image = weights.image;
    image.rows = image.cols = std::max<int64_t>(1, config.imageSide / config.patch);
    const bool isTimm = config.layout == Layout::OpenClip;
    int64_t side = image.rows;
    const std::vector<int64_t> shape = taker.shapeOf(name);
    if (isTimm && shape.size() == 3) {
        const auto root = int64_t(std::lround(std::sqrt(double(shape[1]))));
        if (root >= 1 && root * root == shape[1])
            side = root;
    }
    weights.storedRows = weights.storedCols = side;
    const int64_t count = side * side, width = config.image.width;
    at::Tensor table =
        isTimm ? taker.take(name, {1, count, width}) : taker.take(name, {count, width});
    if (table.defined())
        image.positions = resizedPositions(table.view({count, width}), side, side, image.rows,
                                           image.cols, config.positions);
}

void takePatches(TensorTaker& taker, const std::string& name, const SiglipConfig& config,
                 VisionTransformer& image)
{
    const int64_t width = config.image.width;
    const at::Tensor filter = taker.take(name + ".weight", {width, 3, config.patch, config.patch});
    image.patchEmbedding = {filter.defined() ? filter.reshape({width, -1}) : filter,
                            taker.take(name + ".bias", {width})};
}

at::Tensor takeProbe(TensorTaker& taker, const std::string& name, int64_t width)
{
    const at::Tensor probe = taker.take(name, {1, 1, width});
    return probe.defined() ? probe.view({width}) : probe;
}

void takeHuggingFace(TensorTaker& taker, const SiglipConfig& config, SiglipWeights& weights)
{
    const std::string vision = "vision_model.", text = "text_model.";
    const TowerTaker image(taker, config.image), words(taker, config.text);
    takePatches(taker, vision + "embeddings.patch_embedding", config, weights.image);
    takePositions(taker, vision + "embeddings.position_embedding.weight", config, weights);
    weights.image.trunk =
        takeBlocks(image, config.image, vision + "encoder.layers.", huggingFaceBlock);
    weights.image.postNorm = image.norm(vision + "post_layernorm");

    const std::string head = vision + "head.";
    const auto qkv =
        image.packed(head + "attention.in_proj_weight", head + "attention.in_proj_bias", 3);
    weights.head = {.probe = takeProbe(taker, head + "probe", config.image.width),
                    .query = qkv[0],
                    .key = qkv[1],
                    .value = qkv[2],
                    .out = image.square(head + "attention.out_proj"),
                    .norm = image.norm(head + "layernorm"),
                    .fc1 = image.fc1(head + "mlp.fc1"),
                    .fc2 = image.fc2(head + "mlp.fc2")};

    weights.text.tokenEmbedding = taker.take(text + "embeddings.token_embedding.weight",
                                             {config.vocabulary, config.text.width});
    weights.text.positions = taker.take(text + "embeddings.position_embedding.weight",
                                        {config.context, config.text.width});
    weights.text.trunk = takeBlocks(words, config.text, text + "encoder.layers.", huggingFaceBlock);
    weights.text.finalNorm = words.norm(text + "final_layer_norm");
    weights.text.projection = words.linear(text + "head", config.image.width, config.text.width);
}

void takeOpenClip(TensorTaker& taker, const SiglipConfig& config, SiglipWeights& weights)
{
    const std::string trunk = "visual.trunk.", text = "text.";
    const TowerTaker image(taker, config.image), words(taker, config.text);
    takePatches(taker, trunk + "patch_embed.proj", config, weights.image);
    takePositions(taker, trunk + "pos_embed", config, weights);
    weights.image.trunk = takeBlocks(image, config.image, trunk + "blocks.", timmBlock);
    weights.image.postNorm = image.norm(trunk + "norm");

    const std::string head = trunk + "attn_pool.";
    const auto keyValue = image.packed(head + "kv.weight", head + "kv.bias", 2);
    weights.head = {.probe = takeProbe(taker, head + "latent", config.image.width),
                    .query = image.square(head + "q"),
                    .key = keyValue[0],
                    .value = keyValue[1],
                    .out = image.square(head + "proj"),
                    .norm = image.norm(head + "norm"),
                    .fc1 = image.fc1(head + "mlp.fc1"),
                    .fc2 = image.fc2(head + "mlp.fc2")};

    weights.text.tokenEmbedding =
        taker.take(text + "token_embedding.weight", {config.vocabulary, config.text.width});
    weights.text.positions =
        taker.take(text + "positional_embedding", {config.context, config.text.width});
    weights.text.trunk =
        takeBlocks(words, config.text, text + "transformer.resblocks.", openClipBlock);
    weights.text.finalNorm = words.norm(text + "ln_final");
    weights.text.projection =
        words.linear(text + "text_projection", config.image.width, config.text.width);
}

} // namespace

SiglipWeights takeWeights(TensorTaker& taker, const SiglipConfig& config)
{
    SiglipWeights weights;
    weights.image.patch = config.patch;
    weights.image.filter = config.positions;
    if (config.layout == Layout::HuggingFace)
        takeHuggingFace(taker, config, weights);
    else
        takeOpenClip(taker, config, weights);
    weights.head.heads = config.image.heads;
    weights.head.activation = config.image.activation;
    weights.logitScale = taker.takeNumber("logit_scale");
    weights.logitBias = taker.takeNumber("logit_bias");
    taker.finish();
    return weights;
}

} // namespace siglip
