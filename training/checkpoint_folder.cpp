// SPDX-License-Identifier: Apache-2.0
#include "training/checkpoint_folder.h"

#include "explain/nets/safetensors.h"
#include "explain/sha256.h"
#include "phantom/vocabulary.h"
#include "training/schedule.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

namespace training {
namespace {

using explain::Error;
using Json = nlohmann::ordered_json;

constexpr double normEpsilon = 1e-5;

std::optional<Error> write(const std::filesystem::path& file, const std::string& text)
{
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out << text << std::flush;
    if (out)
        return {};
    return Error{Error::Kind::Input,
                 file.string() + ": expected to write there, found that it cannot be"};
}

Json textConfig(const NetworkShape& shape)
{
    return {{"model_type", "clip_text_model"},
            {"hidden_size", shape.textWidth},
            {"intermediate_size", 4 * shape.textWidth},
            {"num_hidden_layers", shape.textBlocks},
            {"num_attention_heads", shape.textHeads},
            {"max_position_embeddings", shape.positions},
            {"vocab_size", shape.vocabulary},
            {"hidden_act", "gelu"},
            {"layer_norm_eps", normEpsilon},
            {"projection_dim", shape.joint},
            {"bos_token_id", phantom::beginToken()},
            {"eos_token_id", phantom::endToken()},
            {"pad_token_id", phantom::endToken()}};
}

Json visionConfig(const NetworkShape& shape)
{
    return {{"model_type", "clip_vision_model"},
            {"hidden_size", shape.width},
            {"intermediate_size", 4 * shape.width},
            {"num_hidden_layers", shape.blocks},
            {"num_attention_heads", shape.heads},
            {"image_size", shape.side},
            {"patch_size", shape.patch},
            {"num_channels", 3},
            {"hidden_act", "gelu"},
            {"layer_norm_eps", normEpsilon},
            {"projection_dim", shape.joint}};
}

Json config(const NetworkShape& shape, double logitScale)
{
    return {{"architectures", {"CLIPModel"}},
            {"model_type", "clip"},
            {"projection_dim", shape.joint},
            {"logit_scale_init_value", logitScale},
            {"torch_dtype", "float16"},
            {"text_config", textConfig(shape)},
            {"vision_config", visionConfig(shape)}};
}

/// Pixels as encodeImages() takes them: (x / 255 - .5) / .25.
Json preparation(const NetworkShape& shape)
{
    return {{"image_processor_type", "CLIPImageProcessor"},
            {"do_convert_rgb", true},
            {"do_resize", true},
            {"size", {{"shortest_edge", shape.side}}},
            {"resample", 3},
            {"do_center_crop", true},
            {"crop_size", {{"height", shape.side}, {"width", shape.side}}},
            {"do_rescale", true},
            {"rescale_factor", 1. / 255},
            {"do_normalize", true},
            {"image_mean", {.5, .5, .5}},
            {"image_std", {.25, .25, .25}}};
}

Json card(const State& state, const Options& options, const std::string& hash)
{
    const Schedule schedule(options.seed, state.images, state.fineFrom);
    return {{"summary",
             "A small CLIP that reads what is in pictures of shapes and of a stylised chest "
             "radiograph: attributes, relations, counts, places, sides and negation."},
            {"data",
             "Phantoms drawn by this program, no scene twice; texts and foils judged by the "
             "scenes' own "
             "truth. No third-party data."},
            {"recipe",
             "True texts against their foils, every text against every picture, phrases against "
             "patches in two spaces, read-outs that are thrown away; Muon and AdamW; patches of 12 "
             "pixels first, of 8 at the end."},
            {"command",
             "groundscope train-builtin --seed " + std::to_string(options.seed) + " --images "
                 + std::to_string(state.images) + " --fine-from " + Json(state.fineFrom).dump()},
            {"seed", options.seed},
            {"images", state.step * schedule.batch()},
            {"steps", state.step},
            {"device", options.device},
            {"threads", at::get_num_threads()},
            {"seconds", std::round(state.seconds)},
            {"interruptions", state.interruptions},
            {"sha256", hash},
            {"limits",
             "Knows drawings at 96 pixels and the words of its vocabulary. Photographs, other "
             "words and "
             "real radiographs mean nothing to it; it is no medical device."}};
}

/// The weights that the layout knows, as float16, and the scales of the losses as metadata.
explain::Expected<std::filesystem::path> writeWeights(const Weights& weights,
                                                      const std::filesystem::path& file)
{
    explain::NamedTensors tensors;
    std::map<std::string, std::string> metadata{{"format", "pt"}};
    for (const auto& [name, tensor] : weights.views(weights.flat.cpu(), false)) {
        if (name.starts_with("truth_") || name.starts_with("patch_"))
            metadata[name] = std::to_string(
                name.ends_with("scale") ? std::exp(tensor.item<double>()) : tensor.item<double>());
        else if (!name.starts_with("read_outs"))
            tensors[name] = tensor.to(at::kHalf);
    }
    return explain::writeSafetensors(file, tensors, metadata);
}

} // namespace

explain::Expected<std::filesystem::path> writeCheckpoint(const State& state, const Options& options)
{
    const std::filesystem::path& folder = options.out;
    const NetworkShape& shape = state.weights.shape();
    const auto weights = writeWeights(state.weights, folder / "model.safetensors");
    if (!weights)
        return weights.error();
    const auto hash = explain::sha256OfFile(*weights);
    if (!hash)
        return hash.error();
    const double scale =
        state.weights.views(state.weights.flat, false).at("logit_scale").item<double>();
    const Json own{{"defaults", {{"clip4dm.template", ""}}}, {"card", card(state, options, *hash)}};
    const auto page = [](const Json& json) { return json.dump(2) + '\n'; };
    for (const auto& [name, text] : std::map<std::string, std::string>{
             {"config.json", page(config(shape, scale))},
             {"preprocessor_config.json", page(preparation(shape))},
             {"groundscope.json", page(own)},
             {"vocab.json", phantom::vocabularyJson()},
             {"merges.txt", phantom::mergesText()},
             {"tokenizer_config.json", phantom::tokenizerConfigJson()},
             {"special_tokens_map.json", phantom::specialTokensJson()}})
        if (const auto error = write(folder / name, text))
            return *error;
    std::error_code failed;
    std::filesystem::remove(stateFile(folder), failed);
    return folder;
}

} // namespace training
