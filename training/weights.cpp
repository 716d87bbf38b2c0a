// SPDX-License-Identifier: Apache-2.0
#include "training/weights.h"

#include "phantom/random_stream.h"

#include <ATen/ATen.h>

#include <cmath>

namespace training {
namespace {

/// Fixed waves of the row, then of the column (d/4 frequencies each, sine and cosine), [g * g, d]:
/// near patches begin alike.
at::Tensor waves(int64_t grid, int64_t width)
{
    const int64_t count = width / 4;
    const at::Tensor frequencies =
        at::pow(30., -at::arange(count, at::kFloat) / double(count)).unsqueeze(0);
    // A patch of 12 pixels is the unit of length, so that finer grids see the same waves.
    const at::Tensor place =
        (at::arange(grid, at::kFloat) * (1.5 * 8. / double(grid))).unsqueeze(1);
    const at::Tensor line = at::cat({(place * frequencies).sin(), (place * frequencies).cos()}, 1);
    return at::cat({line.unsqueeze(1).expand({grid, grid, -1}),
                    line.unsqueeze(0).expand({grid, grid, -1})},
                   2)
        .reshape({grid * grid, 4 * count});
}

} // namespace

void Weights::add(Weight weight)
{
    weight.offset = m_count;
    weight.count = 1;
    for (const int64_t side : weight.shape)
        weight.count *= side;
    m_count += weight.count;
    if (weight.half)
        m_halfCount = m_count;
    if (weight.rule == Rule::Muon) {
        const int64_t rows = weight.shape[0], cols = weight.shape[1];
        if (m_stacks.empty() || m_stacks.back().rows != rows || m_stacks.back().cols != cols)
            m_stacks.push_back({weight.offset, 0, rows, cols});
        ++m_stacks.back().matrices;
        m_muonCount = m_count;
    }
    m_list.push_back(std::move(weight));
}

void Weights::addTower(const std::string& prefix, int64_t width, int64_t blocks)
{
    const double narrow = 1 / std::sqrt(double(width)), deep = 1 / std::sqrt(2. * double(blocks));
    const auto name = [&](int64_t block, const char* part) {
        return prefix + ".encoder.layers." + std::to_string(block) + '.' + part + ".weight";
    };
    // Query, key and value of a block side by side are one matrix to its forward pass.
    for (int64_t i = 0; i < blocks; ++i)
        for (const char* part : {"self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"})
            add({name(i, part), {width, width}, Rule::Muon, true, narrow});
    for (int64_t i = 0; i < blocks; ++i)
        add({name(i, "self_attn.out_proj"), {width, width}, Rule::Muon, true, narrow * deep});
    for (int64_t i = 0; i < blocks; ++i)
        add({name(i, "mlp.fc1"), {4 * width, width}, Rule::Muon, true, narrow});
    for (int64_t i = 0; i < blocks; ++i)
        add({name(i, "mlp.fc2"), {width, 4 * width}, Rule::Muon, true, .7 * narrow * deep});
}

Weights::Weights(const NetworkShape& shape) : m_shape(shape)
{
    const NetworkShape& s = shape;
    const std::string image = "vision_model", text = "text_model";
    addTower(image, s.width, s.blocks);
    addTower(text, s.textWidth, s.textBlocks);

    const double wide = 1 / std::sqrt(double(s.width)), narrow = 1 / std::sqrt(double(s.textWidth));
    add({image + ".embeddings.patch_embedding.weight",
         {s.width, 3, s.patch, s.patch},
         Rule::Decayed,
         true,
         1 / std::sqrt(3. * double(s.patch * s.patch))});
    add({image + ".embeddings.position_embedding.weight",
         {1 + s.grid() * s.grid(), s.width},
         Rule::Decayed,
         true,
         .04});
    add({"visual_projection.weight", {s.joint, s.width}, Rule::Decayed, true, wide});
    add({"text_projection.weight", {s.joint, s.textWidth}, Rule::Decayed, true, narrow});
    add({"image_proj.weight", {s.joint, s.width}, Rule::Decayed, true, wide});
    add({"text_proj.weight", {s.joint, s.textWidth}, Rule::Decayed, true, narrow});

    add({image + ".embeddings.class_embedding", {s.width}, Rule::Plain, true, .3});
    const auto norm = [&](const std::string& name, int64_t width) {
        add({name + ".weight", {width}, Rule::Plain, true, 0, 1});
        add({name + ".bias", {width}, Rule::Plain, true});
    };
    const auto tower = [&](const std::string& prefix, int64_t width, int64_t blocks) {
        for (int64_t i = 0; i < blocks; ++i) {
            const std::string at = prefix + ".encoder.layers." + std::to_string(i) + '.';
            for (const char* part : {"q_proj", "k_proj", "v_proj", "out_proj"})
                add({at + "self_attn." + part + ".bias", {width}, Rule::Plain, true});
            add({at + "mlp.fc1.bias", {4 * width}, Rule::Plain, true});
            add({at + "mlp.fc2.bias", {width}, Rule::Plain, true});
            norm(at + "layer_norm1", width);
            norm(at + "layer_norm2", width);
        }
    };
    norm(image + ".pre_layrnorm", s.width); // the layout's own spelling
    tower(image, s.width, s.blocks);
    norm(image + ".post_layernorm", s.width);
    tower(text, s.textWidth, s.textBlocks);
    norm(text + ".final_layer_norm", s.textWidth);

    // In float32: rows of a table gather gradients from thousands of words.
    add({text + ".embeddings.token_embedding.weight",
         {s.vocabulary, s.textWidth},
         Rule::Decayed,
         false,
         .3});
    add({text + ".embeddings.position_embedding.weight",
         {s.positions, s.textWidth},
         Rule::Decayed,
         false,
         .1});
    add({"read_outs.weight", {s.readOuts, s.width}, Rule::Decayed, false, .5 * wide});
    add({"read_outs.bias", {s.readOuts}, Rule::Plain, false});
    for (const auto& [name, mean] : {std::pair{"logit_scale", std::log(10.)},
                                     {"truth_scale", std::log(10.)},
                                     {"truth_bias", -3.},
                                     {"patch_scale", std::log(12.)},
                                     {"patch_bias", -3.},
                                     {"concept_logit_scale", std::log(12.)},
                                     {"concept_logit_bias", -3.}})
        add({name, {}, Rule::Scale, false, 0, mean});
    flat = at::zeros({m_count}, at::kFloat);
}

NamedWeights Weights::views(const at::Tensor& vector, bool towersInHalf) const
{
    TORCH_CHECK(vector.dim() == 1 && vector.size(0) == m_count, "weights: not [", m_count, "]");
    at::Tensor half = vector.narrow(0, 0, m_halfCount);
    if (towersInHalf)
        half = half.to(at::kBFloat16);
    std::vector<int64_t> sizes, restSizes;
    for (const Weight& weight : m_list)
        (weight.half ? sizes : restSizes).push_back(weight.count);
    std::vector<at::Tensor> parts = half.split_with_sizes(sizes);
    const auto rest =
        vector.narrow(0, m_halfCount, m_count - m_halfCount).split_with_sizes(restSizes);
    parts.insert(parts.end(), rest.begin(), rest.end());
    NamedWeights named;
    for (std::size_t i = 0; i < m_list.size(); ++i)
        named[m_list[i].name] = parts[i].view(m_list[i].shape);
    return named;
}

void Weights::initialise(std::uint64_t seed, const std::vector<int64_t>& usedTokens)
{
    phantom::RandomStream random(seed, 0, phantom::RandomStream::Purpose::Weights);
    auto* const values = flat.data_ptr<float>();
    for (const Weight& weight : m_list)
        for (int64_t i = 0; i < weight.count; ++i)
            values[weight.offset + i] = float(
                weight.mean + (weight.deviation > 0 ? weight.deviation * random.normal() : 0));

    const NamedWeights named = views(flat, false);
    // Attention begins with what looks alike and lies near: key = query, positions plainly seen.
    for (int64_t i = 0; i < m_shape.blocks; ++i) {
        const std::string at = "vision_model.encoder.layers." + std::to_string(i) + ".self_attn.";
        named.at(at + "q_proj.weight").mul_(.8);
        named.at(at + "k_proj.weight").copy_(named.at(at + "q_proj.weight"));
    }
    named.at("vision_model.embeddings.position_embedding.weight")
        .slice(0, 1)
        .add_(waves(m_shape.grid(), m_shape.width));
    // A token that no text holds stays zero: it means nothing.
    at::Tensor used = at::zeros({m_shape.vocabulary, 1}, at::kFloat);
    for (const int64_t token : usedTokens)
        used[token] = 1;
    named.at("text_model.embeddings.token_embedding.weight").mul_(used);
}

} // namespace training
