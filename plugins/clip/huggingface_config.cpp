// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/clip/clip_config.h"

#include "explain/nets/config_reader.h"
#include "explain/regular_file.h"

using namespace explain;

namespace clip {

void checkHeads(ConfigReader& reader, const TowerConfig& tower)
{
    if (tower.width % tower.heads != 0)
        reader.refuse("heads", "a divisor of the width " + std::to_string(tower.width),
                      std::to_string(tower.heads));
}

namespace {

/// Old files carry text_config_dict and vision_config_dict too, and those win.
ConfigReader towerReader(const nlohmann::json& config, const std::string& name)
{
    nlohmann::json merged = nlohmann::json::object();
    for (const std::string& key : {name, name + "_dict"})
        if (const auto found = config.find(key); found != config.end() && found->is_object())
            merged.update(*found);
    return {merged, "config.json: " + name};
}

TowerConfig readTower(ConfigReader& reader, const TowerConfig& absent)
{
    TowerConfig tower{.width = reader.count("hidden_size", absent.width),
                      .blocks = reader.count("num_hidden_layers", absent.blocks),
                      .heads = reader.count("num_attention_heads", absent.heads),
                      .mlpWidth = reader.count("intermediate_size", absent.mlpWidth),
                      .epsilon = reader.number("layer_norm_eps", 1e-5)};
    const std::string act = reader.text("hidden_act", "quick_gelu");
    if (const auto known = activationNamed(act))
        tower.activation = *known;
    else
        reader.refuse("hidden_act", "quick_gelu, gelu or gelu_pytorch_tanh", act);
    checkHeads(reader, tower);
    return tower;
}

} // namespace

Expected<ClipConfig> readHuggingFaceConfig(const ClipFiles& files)
{
    const auto json = readJsonObject(files.config, Error::Kind::Network);
    if (!json)
        return json.error();
    ConfigReader top(*json, "config.json");
    ConfigReader text = towerReader(*json, "text_config");
    ConfigReader vision = towerReader(*json, "vision_config");
    if (const std::string type = top.text("model_type", ""); type != "clip")
        top.refuse("model_type", "clip, with both towers", type);

    ClipConfig config{.layout = Layout::HuggingFace};
    config.text = readTower(text, {.width = 512, .blocks = 12, .heads = 8, .mlpWidth = 2048});
    config.image = readTower(vision, {.width = 768, .blocks = 12, .heads = 12, .mlpWidth = 3072});
    config.patch = vision.count("patch_size", 32);
    config.imageSide = vision.count("image_size", 224);
    vision.accept("num_channels", 3);
    config.context = text.count("max_position_embeddings", 77);
    config.vocabulary = text.count("vocab_size", 49408);
    config.joint = top.count("projection_dim", 512);
    config.endId = text.count("eos_token_id", 49407);
    config.pooling = config.endId == 2 ? Pooling::LargestId : Pooling::FirstEnd;
    top.take(text);
    top.take(vision);
    if (top.fault())
        return *top.fault();

    const auto preparation =
        readHuggingFacePreparation(files.folder / "preprocessor_config.json", config.imageSide);
    if (!preparation)
        return preparation.error();
    config.preparation = *preparation;
    return config;
}

} // namespace clip
