// SPDX-License-Identifier: Apache-2.0
#include "training/towers.h"

#include "training/attention.h"

#include <ATen/ATen.h>

#include <cmath>

namespace training {
namespace {

/// One tower's weights, asked for by the short names of its blocks.
class Tower {
public:
    Tower(const NamedWeights& weights, std::string prefix)
        : m_weights(weights), m_prefix(std::move(prefix))
    {
    }

    const at::Tensor& at(const std::string& name) const { return m_weights.at(m_prefix + name); }

    at::Tensor linear(const at::Tensor& x, const std::string& name) const
    {
        return at::linear(x, at(name + ".weight"), at(name + ".bias"));
    }

    at::Tensor norm(const at::Tensor& x, const std::string& name) const
    {
        return at::layer_norm(x, {x.size(-1)}, at(name + ".weight"), at(name + ".bias"), 1e-5);
    }

    /// Query, key and value in one product: [R, d] to [R, 3 d].
    at::Tensor queryKeyValue(const at::Tensor& x, const std::string& at) const
    {
        std::vector<at::Tensor> weights, biases;
        for (const char* part : {"q_proj", "k_proj", "v_proj"}) {
            weights.push_back(this->at(at + part + ".weight"));
            biases.push_back(this->at(at + part + ".bias"));
        }
        return at::linear(x, at::cat(weights), at::cat(biases));
    }

private:
    const NamedWeights& m_weights;
    std::string m_prefix;
};

/// \p attend maps [R, 3 d] to [R, d]; \p keep, where defined, are the rows that go on from there.
template <class Attend>
at::Tensor block(const Tower& tower, int64_t index, at::Tensor x, const Attend& attend,
                 const at::Tensor& keep = {})
{
    const std::string at = "encoder.layers." + std::to_string(index) + '.';
    at::Tensor seen =
        attend(tower.queryKeyValue(tower.norm(x, at + "layer_norm1"), at + "self_attn."));
    if (keep.defined()) {
        seen = seen.index_select(0, keep);
        x = x.index_select(0, keep);
    }
    x = x + tower.linear(seen, at + "self_attn.out_proj");
    const at::Tensor wide =
        at::gelu(tower.linear(tower.norm(x, at + "layer_norm2"), at + "mlp.fc1"));
    return x + tower.linear(wide, at + "mlp.fc2");
}

/// [B, side, side, 3] uint8 to [B, P, 3 patch^2], channel by channel as the filter lies, and to
/// (x / 255 - .5) / .25.
at::Tensor patchesOf(const at::Tensor& pixels, const NetworkShape& shape, const at::Tensor& gain,
                     at::ScalarType type)
{
    const int64_t count = pixels.size(0), grid = shape.grid(), patch = shape.patch;
    at::Tensor x = pixels.view({count, grid, patch, grid, patch, 3})
                       .permute({0, 1, 3, 5, 2, 4})
                       .reshape({count, grid * grid, 3 * patch * patch})
                       .to(at::kFloat);
    x.mul_(4. / 255).sub_(2);
    if (gain.defined())
        x.mul_(gain.view({count, 1, 1}));
    return x.to(type);
}

} // namespace

ImageFeatures encodeImages(const NamedWeights& weights, const NetworkShape& shape,
                           const at::Tensor& pixels, const at::Tensor& gain)
{
    const Tower tower(weights, "vision_model.");
    const int64_t count = pixels.size(0), width = shape.width;
    const at::Tensor& filter = tower.at("embeddings.patch_embedding.weight");
    const at::Tensor& positions = tower.at("embeddings.position_embedding.weight");
    const at::Tensor patches =
        at::linear(patchesOf(pixels, shape, gain, filter.scalar_type()), filter.view({width, -1}));
    const at::Tensor first = tower.at("embeddings.class_embedding").expand({count, 1, width});
    at::Tensor x = at::cat({first, patches}, 1) + positions; // [B, 1 + P, d]
    const int64_t length = x.size(1);
    x = tower.norm(x.view({count * length, width}), "pre_layrnorm");
    const auto attend = [&](const at::Tensor& projected) {
        return selfAttention(projected, count, length, shape.heads, false);
    };
    for (int64_t i = 0; i < shape.blocks; ++i)
        x = block(tower, i, x, attend);
    x = tower.norm(x, "post_layernorm").view({count, length, width});
    return {.tokens = x,
            .joint = at::linear(x, weights.at("visual_projection.weight")),
            .local = at::linear(x.slice(1, 1), weights.at("image_proj.weight"))};
}

TextFeatures encodeTexts(const NamedWeights& weights, const NetworkShape& shape,
                         const PackedTexts& texts)
{
    const Tower tower(weights, "text_model.");
    const at::Tensor& table = tower.at("embeddings.token_embedding.weight");
    at::Tensor x = at::embedding(table, texts.tokens)
        + at::embedding(tower.at("embeddings.position_embedding.weight"), texts.places);
    x = x.to(weights.at("text_projection.weight").scalar_type());

    std::vector<int64_t> rows;
    for (const PackedTexts::Group& group : texts.groups)
        rows.push_back(group.count * group.length);
    const auto attend = [&](const at::Tensor& projected) {
        std::vector<at::Tensor> parts = projected.split_with_sizes(rows);
        for (std::size_t i = 0; i < parts.size(); ++i)
            parts[i] = selfAttention(parts[i], texts.groups[i].count, texts.groups[i].length,
                                     shape.textHeads, true);
        return at::cat(parts);
    };
    for (int64_t i = 0; i < shape.textBlocks; ++i)
        x = block(tower, i, x, attend, i + 1 == shape.textBlocks ? texts.ends : at::Tensor());
    x = tower.norm(x, "final_layer_norm"); // [T, d]
    return {.joint = at::linear(x, weights.at("text_projection.weight")),
            .local = at::linear(x, weights.at("text_proj.weight"))};
}

} // namespace training
