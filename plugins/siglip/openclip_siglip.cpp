// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/siglip/siglip_config.h"

#include "explain/nets/config_reader.h"
#include "explain/regular_file.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>

using namespace explain;

namespace siglip {
namespace {

/// timm chooses by name. Source: the configurations in timm/models/vision_transformer.py, 1.0.
Activation activationOfTrunk(std::string name)
{
    name = name.substr(0, name.find('.')); // what weights it was published with
    if (const std::size_t gap = name.find("_gap"); gap != std::string::npos)
        name.erase(gap, 4);
    constexpr std::array tanhTrunks{"vit_base_patch32_siglip_256", "vit_large_patch16_siglip_512",
                                    "vit_so400m_patch16_siglip_256",
                                    "vit_so400m_patch16_siglip_384",
                                    "vit_so400m_patch16_siglip_512"};
    const bool isTanh = std::ranges::find(tanhTrunks, name) != tanhTrunks.end()
        || name.starts_with("vit_giantopt_patch16_siglip_");
    return isTanh ? Activation::GeluTanh : Activation::Gelu;
}

int64_t sideOf(const NamedTensors& tensors, const std::string& name, int64_t dimension)
{
    const auto found = tensors.find(name);
    const bool isThere = found != tensors.end() && found->second.dim() > dimension;
    return isThere ? std::max<int64_t>(1, found->second.size(dimension)) : 1;
}

/// What is missing or misshapen is found where the tensors are taken.
void readTrunk(const NamedTensors& tensors, SiglipConfig& config)
{
    const std::string trunk = "visual.trunk.";
    config.patch = sideOf(tensors, trunk + "patch_embed.proj.weight", 3);
    config.image.width = sideOf(tensors, trunk + "patch_embed.proj.weight", 0);
    config.image.mlpWidth = sideOf(tensors, trunk + "blocks.0.mlp.fc1.weight", 0);
    while (config.image.blocks < 1000
           && tensors.contains(trunk + "blocks." + std::to_string(config.image.blocks)
                               + ".norm1.weight"))
        ++config.image.blocks;
}

TowerConfig readText(ConfigReader& text, SiglipConfig& config)
{
    TowerConfig tower{.width = text.count("width", 512),
                      .blocks = text.count("layers", 12),
                      .heads = text.count("heads", 8)};
    tower.mlpWidth = int64_t(std::min(double(tower.width) * text.number("mlp_ratio", 4), 1e9));
    ConfigReader norm = text.object("norm_kwargs"), act = text.object("act_kwargs");
    tower.epsilon = norm.number("eps", 1e-5);
    norm.refuseOthers("parity_");
    act.accept("approximate", "tanh");
    act.refuseOthers("parity_");
    tower.activation = act.has("approximate") ? Activation::GeluTanh : Activation::Gelu;
    text.take(norm);
    text.take(act);
    config.context = text.count("context_length", 77);
    config.vocabulary = text.count("vocab_size", 49408);
    if (!text.flag("no_causal_mask", false) || !text.flag("proj_bias", false))
        text.refuse("no_causal_mask, proj_bias", "true", "false");
    if (const std::string pool = text.text("pool_type", "argmax"); pool != "last")
        text.refuse("pool_type", "last", pool);
    for (const char* key : {"hf_tokenizer_name", "tokenizer_kwargs", "pad_id", "eos_id"})
        text.ignore(key);
    text.refuseOthers("parity_");
    if (tower.width % tower.heads != 0)
        text.refuse("heads", "a divisor of the width " + std::to_string(tower.width),
                    std::to_string(tower.heads));
    return tower;
}

} // namespace

Expected<SiglipConfig> readOpenClipConfig(const SiglipFiles& files, const NamedTensors& tensors)
{
    const auto json = readJsonObject(files.config, Error::Kind::Network);
    if (!json)
        return json.error();
    ConfigReader file(*json, "open_clip_config.json");
    ConfigReader model = file.object("model_cfg");
    ConfigReader vision = model.object("vision_cfg"), text = model.object("text_cfg");
    file.object("preprocess_cfg");
    file.refuseOthers("parity_");
    SiglipConfig config{.layout = Layout::OpenClip,
                        .positions = PositionFilter::BicubicAntialiased};
    for (const char* key : {"embed_dim", "custom_text", "init_logit_bias", "init_logit_scale"})
        model.ignore(key);
    model.accept("nonscalar_logit_scale", false);
    model.refuseOthers("parity_");

    config.text = readText(text, config);
    readTrunk(tensors, config);
    config.image.heads = config.text.heads;
    config.image.activation = activationOfTrunk(vision.text("timm_model_name", ""));
    config.imageSide = vision.count("image_size", 224);
    vision.accept("timm_pool", "map");
    vision.accept("timm_proj", "none");
    for (const char* key : {"timm_model_pretrained", "timm_drop", "timm_drop_path"})
        vision.ignore(key);
    vision.refuseOthers("parity_");
    if (config.image.width % config.image.heads != 0)
        vision.refuse("heads", "a divisor of the width " + std::to_string(config.image.width),
                      std::to_string(config.image.heads));
    for (const ConfigReader* part : {&model, &vision, &text})
        file.take(*part);
    if (file.fault())
        return *file.fault();

    const auto preparation = openClipPreparation(
        json->value("preprocess_cfg", nlohmann::json::object()), config.imageSide);
    if (!preparation)
        return preparation.error();
    config.preparation = *preparation;
    return config;
}

} // namespace siglip
