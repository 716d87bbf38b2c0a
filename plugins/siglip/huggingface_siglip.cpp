// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/siglip/siglip_config.h"

#include "explain/nets/config_reader.h"
#include "explain/regular_file.h"

using namespace explain;

namespace siglip {
namespace {

TowerConfig readTower(ConfigReader& reader)
{
    TowerConfig tower{.width = reader.count("hidden_size", 768),
                      .blocks = reader.count("num_hidden_layers", 12),
                      .heads = reader.count("num_attention_heads", 12),
                      .mlpWidth = reader.count("intermediate_size", 3072),
                      .epsilon = reader.number("layer_norm_eps", 1e-6)};
    const std::string act = reader.text("hidden_act", "gelu_pytorch_tanh");
    if (const auto known = activationNamed(act))
        tower.activation = *known;
    else
        reader.refuse("hidden_act", "quick_gelu, gelu or gelu_pytorch_tanh", act);
    if (tower.width % tower.heads != 0)
        reader.refuse("num_attention_heads",
                      "a divisor of the width " + std::to_string(tower.width),
                      std::to_string(tower.heads));
    return tower;
}

/// Where nothing else is said, SigLIP squashes; mean and deviation are 0.5.
ImagePreparation usualPreparation(int64_t side)
{
    ImagePreparation usual{
        .resize = ImagePreparation::Resize::Squash, .height = side, .width = side, .crops = false};
    usual.mean = usual.deviation = {0.5, 0.5, 0.5};
    return usual;
}

} // namespace

Expected<SiglipConfig> readHuggingFaceConfig(const SiglipFiles& files)
{
    const auto json = readJsonObject(files.config, Error::Kind::Network);
    if (!json)
        return json.error();
    ConfigReader top(*json, "config.json");
    ConfigReader text = top.object("text_config"), vision = top.object("vision_config");
    if (const std::string type = top.text("model_type", ""); type != "siglip")
        top.refuse("model_type", "siglip, with both towers", type);

    SiglipConfig config;
    config.text = readTower(text);
    config.image = readTower(vision);
    config.patch = vision.count("patch_size", 16);
    config.imageSide = vision.count("image_size", 224);
    vision.accept("num_channels", 3);
    vision.accept("vision_use_head", true);
    config.context = text.count("max_position_embeddings", 64);
    config.vocabulary = text.count("vocab_size", 32000);
    text.accept("projection_size", config.image.width);
    top.take(text);
    top.take(vision);
    if (top.fault())
        return *top.fault();

    config.preparation = usualPreparation(config.imageSide);
    const auto file = files.folder / "preprocessor_config.json";
    std::error_code failed;
    if (std::filesystem::exists(file, failed)) {
        const auto preparation = readHuggingFacePreparation(file, config.imageSide);
        if (!preparation)
            return preparation.error();
        config.preparation = *preparation;
    }
    return config;
}

} // namespace siglip
