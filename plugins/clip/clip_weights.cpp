// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/clip/clip_weights.h"

#include <ATen/ATen.h>

#include <cmath>

using namespace explain;

namespace clip {
namespace {

Linear takeLinear(TensorTaker& taker, const std::string& name, int64_t out, int64_t in)
{
    return {taker.take(name + ".weight", {out, in}), taker.take(name + ".bias", {out})};
}

LayerNorm takeNorm(TensorTaker& taker, const std::string& name, const TowerConfig& tower)
{
    return {taker.take(name + ".weight", {tower.width}), taker.take(name + ".bias", {tower.width}),
            tower.epsilon};
}

/// OpenAI stores a projection [in, out]; a view turns it.
Linear takeTransposed(TensorTaker& taker, const std::string& name, int64_t out, int64_t in)
{
    const at::Tensor stored = taker.take(name, {in, out});
    return {stored.defined() ? stored.t() : stored, {}};
}

TransformerBlock takeHuggingFaceBlock(TensorTaker& taker, const std::string& at,
                                      const TowerConfig& tower)
{
    const int64_t w = tower.width;
    return {.norm1 = takeNorm(taker, at + "layer_norm1", tower),
            .query = takeLinear(taker, at + "self_attn.q_proj", w, w),
            .key = takeLinear(taker, at + "self_attn.k_proj", w, w),
            .value = takeLinear(taker, at + "self_attn.v_proj", w, w),
            .out = takeLinear(taker, at + "self_attn.out_proj", w, w),
            .norm2 = takeNorm(taker, at + "layer_norm2", tower),
            .fc1 = takeLinear(taker, at + "mlp.fc1", tower.mlpWidth, w),
            .fc2 = takeLinear(taker, at + "mlp.fc2", w, tower.mlpWidth)};
}

/// The packed matrix holds query, key and value in this order, one below the other.
TransformerBlock takeOpenAiBlock(TensorTaker& taker, const std::string& at,
                                 const TowerConfig& tower)
{
    const int64_t w = tower.width;
    const at::Tensor weight = taker.take(at + "attn.in_proj_weight", {3 * w, w});
    const at::Tensor bias = taker.take(at + "attn.in_proj_bias", {3 * w});
    const auto third = [&](int64_t i) {
        return weight.defined() && bias.defined()
            ? Linear{weight.narrow(0, i * w, w), bias.narrow(0, i * w, w)}
            : Linear{};
    };
    return {.norm1 = takeNorm(taker, at + "ln_1", tower),
            .query = third(0),
            .key = third(1),
            .value = third(2),
            .out = takeLinear(taker, at + "attn.out_proj", w, w),
            .norm2 = takeNorm(taker, at + "ln_2", tower),
            .fc1 = takeLinear(taker, at + "mlp.c_fc", tower.mlpWidth, w),
            .fc2 = takeLinear(taker, at + "mlp.c_proj", w, tower.mlpWidth)};
}

Transformer takeBlocks(TensorTaker& taker, const std::string& prefix, Layout layout,
                       const TowerConfig& tower)
{
    Transformer trunk{.heads = tower.heads, .activation = tower.activation};
    const auto take = layout == Layout::HuggingFace ? takeHuggingFaceBlock : takeOpenAiBlock;
    for (int64_t i = 0; i < tower.blocks; ++i)
        trunk.blocks.push_back(take(taker, prefix + std::to_string(i) + '.', tower));
    return trunk;
}

Linear takePatchEmbedding(TensorTaker& taker, const std::string& name, const ClipConfig& config)
{
    const at::Tensor filter = taker.take(name, {config.image.width, 3, config.patch, config.patch});
    return {filter.defined() ? filter.reshape({config.image.width, -1}) : filter, {}};
}

/// OpenCLIP fits a table of another grid as it loads; elsewhere the file must hold the config's.
void takeImagePositions(TensorTaker& taker, const std::string& name, const ClipConfig& config,
                        ClipWeights& weights)
{
    VisionTransformer& image = weights.image;
    image.rows = image.cols = std::max<int64_t>(1, config.imageSide / config.patch);
    int64_t side = image.rows;
    const std::vector<int64_t> shape = taker.shapeOf(name);
    if (config.positions == PositionFilter::BicubicAntialiased && shape.size() == 2) {
        const auto root =
            int64_t(std::lround(std::sqrt(double(std::max<int64_t>(shape[0], 2) - 1))));
        if (1 + root * root == shape[0])
            side = root;
    }
    weights.storedRows = weights.storedCols = side;
    const at::Tensor table = taker.take(name, {1 + side * side, config.image.width});
    if (table.defined())
        image.positions =
            resizedPositions(table, side, side, image.rows, image.cols, config.positions);
}

void takeHuggingFace(TensorTaker& taker, const ClipConfig& config, ClipWeights& weights)
{
    const std::string vision = "vision_model.", text = "text_model.";
    VisionTransformer& image = weights.image;
    image.classEmbedding = taker.take(vision + "embeddings.class_embedding", {config.image.width});
    image.patchEmbedding =
        takePatchEmbedding(taker, vision + "embeddings.patch_embedding.weight", config);
    takeImagePositions(taker, vision + "embeddings.position_embedding.weight", config, weights);
    image.preNorm = takeNorm(taker, vision + "pre_layrnorm", config.image);
    image.trunk = takeBlocks(taker, vision + "encoder.layers.", config.layout, config.image);
    image.postNorm = takeNorm(taker, vision + "post_layernorm", config.image);
    image.projection.weight =
        taker.take("visual_projection.weight", {config.joint, config.image.width});

    weights.text.tokenEmbedding = taker.take(text + "embeddings.token_embedding.weight",
                                             {config.vocabulary, config.text.width});
    weights.text.positions = taker.take(text + "embeddings.position_embedding.weight",
                                        {config.context, config.text.width});
    weights.text.trunk = takeBlocks(taker, text + "encoder.layers.", config.layout, config.text);
    weights.text.finalNorm = takeNorm(taker, text + "final_layer_norm", config.text);
    weights.text.projection.weight =
        taker.take("text_projection.weight", {config.joint, config.text.width});
}

void takeOpenAi(TensorTaker& taker, const ClipConfig& config, ClipWeights& weights)
{
    VisionTransformer& image = weights.image;
    image.classEmbedding = taker.take("visual.class_embedding", {config.image.width});
    image.patchEmbedding = takePatchEmbedding(taker, "visual.conv1.weight", config);
    takeImagePositions(taker, "visual.positional_embedding", config, weights);
    if (config.hasPreNorm)
        image.preNorm = takeNorm(taker, "visual.ln_pre", config.image);
    image.trunk = takeBlocks(taker, "visual.transformer.resblocks.", config.layout, config.image);
    image.postNorm = takeNorm(taker, "visual.ln_post", config.image);
    image.projection = takeTransposed(taker, "visual.proj", config.joint, config.image.width);

    // Files with `custom_text` keep the text tower in a module of its own.
    const std::string text = taker.has("text.token_embedding.weight") ? "text." : "";
    weights.text.tokenEmbedding =
        taker.take(text + "token_embedding.weight", {config.vocabulary, config.text.width});
    weights.text.positions =
        taker.take(text + "positional_embedding", {config.context, config.text.width});
    weights.text.trunk =
        takeBlocks(taker, text + "transformer.resblocks.", config.layout, config.text);
    weights.text.finalNorm = takeNorm(taker, text + "ln_final", config.text);
    weights.text.projection = config.hasProjectionBias
        ? takeLinear(taker, text + "text_projection", config.joint, config.text.width)
        : takeTransposed(taker, text + "text_projection", config.joint, config.text.width);
}

/// Takes `<name>.weight`, or `<name>.0` and `<name>.2`, as wide as the file has them.
/// \param joint the width that the last one must have; 0: any
LocalHead takeLocalHead(TensorTaker& taker, const std::string& name, int64_t width, int64_t joint)
{
    LocalHead head;
    const std::vector<std::string> parts =
        taker.has(name + ".weight") ? std::vector{name} : std::vector{name + ".0", name + ".2"};
    for (const std::string& part : parts) {
        const std::vector<int64_t> shape = taker.shapeOf(part + ".weight");
        const bool fixed = joint > 0 && part == parts.back();
        const int64_t out = fixed ? joint : shape.empty() ? 1 : shape.front();
        head.layers.push_back(
            {taker.take(part + ".weight", {out, width}),
             taker.has(part + ".bias") ? taker.take(part + ".bias", {out}) : at::Tensor()});
        width = out;
    }
    return head;
}

/// The second pair of heads of a network that was trained to align patches with concepts.
void takeLocalHeads(TensorTaker& taker, const ClipConfig& config, ClipWeights& weights)
{
    const bool there = taker.has("image_proj.weight") || taker.has("image_proj.0.weight")
        || taker.has("text_proj.weight") || taker.has("text_proj.0.weight");
    if (!there)
        return;
    weights.localImage = takeLocalHead(taker, "image_proj", config.image.width, 0);
    const at::Tensor& last = weights.localImage.layers.back().weight;
    weights.localText =
        takeLocalHead(taker, "text_proj", config.text.width, last.defined() ? last.size(0) : 0);
    // They scale the sigmoid of a loss; what is compared here are cosines.
    for (const char* name : {"concept_logit_scale", "concept_logit_bias"})
        if (taker.has(name))
            taker.takeNumber(name);
}

} // namespace

at::Tensor LocalHead::operator()(at::Tensor x) const
{
    for (std::size_t i = 0; i < layers.size(); ++i)
        x = layers[i](i == 0 ? x : at::gelu(x));
    return x;
}

ClipWeights takeWeights(TensorTaker& taker, const ClipConfig& config)
{
    ClipWeights weights;
    weights.image.patch = config.patch;
    weights.image.filter = config.positions;
    if (config.layout == Layout::HuggingFace)
        takeHuggingFace(taker, config, weights);
    else
        takeOpenAi(taker, config, weights);
    weights.text.trunk.causal = true;
    weights.logitScale = taker.takeNumber("logit_scale");
    if (taker.has("logit_bias"))
        weights.logitBias = taker.takeNumber("logit_bias");
    takeLocalHeads(taker, config, weights);
    taker.finish();
    return weights;
}

} // namespace clip
