// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/clip/clip_config.h"

#include "explain/nets/config_reader.h"
#include "explain/regular_file.h"

using namespace explain;

namespace clip {
namespace {

/// Settings of OpenCLIP's towers that change the network in ways that this family does not know.
void refuseVariants(ConfigReader& reader)
{
    for (const char* key :
         {"final_ln_after_pool", "qk_norm", "scaled_cosine_attn", "scale_heads", "scale_attn_inner",
          "scale_attn", "scale_fc", "attentional_pool", "no_causal_mask", "embed_cls"})
        reader.accept(key, false);
    for (const char* key : {"ls_init_value", "timm_model_name", "hf_model_name"})
        reader.accept(key, nullptr);
    reader.accept("block_type", "default");
    for (const char* key :
         {"patch_dropout", "output_tokens", "attn_pooler_queries", "attn_pooler_heads",
          "timm_model_pretrained", "timm_pool", "timm_proj", "timm_proj_bias", "timm_drop",
          "timm_drop_path", "hf_tokenizer_name", "hf_model_pretrained", "hf_proj_type",
          "hf_pooler_type", "tokenizer_mode", "tokenizer_kwargs", "pad_id"})
        reader.ignore(key);
}

TowerConfig readOpenClipTower(ConfigReader& reader, int64_t width, bool quickGelu)
{
    TowerConfig tower{.width = reader.count("width", width), .blocks = reader.count("layers", 12)};
    // A ratio that no file means must not leave the range of whole numbers; no tensor is as wide.
    tower.mlpWidth = int64_t(std::min(double(tower.width) * reader.number("mlp_ratio", 4), 1e9));
    ConfigReader norm = reader.object("norm_kwargs"), act = reader.object("act_kwargs");
    tower.epsilon = norm.number("eps", 1e-5);
    norm.refuseOthers("parity_");
    act.accept("approximate", "tanh");
    act.refuseOthers("parity_");
    tower.activation = quickGelu ? Activation::QuickGelu
        : act.has("approximate") ? Activation::GeluTanh
                                 : Activation::Gelu;
    reader.take(norm);
    reader.take(act);
    refuseVariants(reader);
    return tower;
}

void readPooling(ConfigReader& text, ClipConfig& config)
{
    const std::string pool = text.text("pool_type", "argmax");
    config.endId = text.count("eos_id", 2);
    if (pool == "eos")
        config.pooling = Pooling::FirstEnd;
    else if (pool != "argmax")
        text.refuse("pool_type", "argmax or eos", pool);
}

/// OpenCLIP writes a square canvas as one number or as two equal ones.
int64_t readImageSide(ConfigReader& vision)
{
    constexpr int64_t absent = 224;
    const nlohmann::json size = vision.raw("image_size");
    if (!size.is_array())
        return vision.count("image_size", absent);
    if (size.size() != 2 || size[0] != size[1] || !size[0].is_number()) {
        vision.refuse("image_size", "a square canvas", size.dump().substr(0, 80));
        return absent;
    }
    ConfigReader side({{"image_size", size[0]}}, "open_clip_config.json: model_cfg: vision_cfg");
    const int64_t pixels = side.count("image_size", absent);
    vision.take(side);
    return pixels;
}

} // namespace

Expected<ClipConfig> readOpenClipConfig(const ClipFiles& files)
{
    const auto json = readJsonObject(files.config, Error::Kind::Network);
    if (!json)
        return json.error();
    ConfigReader file(*json, "open_clip_config.json");
    ConfigReader model = file.object("model_cfg");
    ConfigReader vision = model.object("vision_cfg"), text = model.object("text_cfg");
    file.object("preprocess_cfg");
    file.refuseOthers("parity_");

    ClipConfig config{.layout = Layout::OpenAi, .positions = PositionFilter::BicubicAntialiased};
    const bool quick = model.flag("quick_gelu", false);
    config.joint = model.count("embed_dim", 512);
    for (const char* key : {"custom_text", "init_logit_bias", "init_logit_scale"})
        model.ignore(key);
    model.accept("nonscalar_logit_scale", false);
    model.refuseOthers("parity_");

    config.image = readOpenClipTower(vision, 768, quick);
    const int64_t headWidth = vision.count("head_width", 64);
    config.image.heads = std::max<int64_t>(1, config.image.width / headWidth);
    config.patch = vision.count("patch_size", 16);
    config.imageSide = readImageSide(vision);
    config.hasPreNorm = !vision.flag("no_ln_pre", false);
    vision.accept("pool_type", "tok");
    vision.accept("pos_embed_type", "learnable");
    checkHeads(vision, config.image);
    vision.refuseOthers("parity_");

    config.text = readOpenClipTower(text, 512, quick);
    config.text.heads = text.count("heads", 8);
    config.context = text.count("context_length", 77);
    config.vocabulary = text.count("vocab_size", 49408);
    config.hasProjectionBias = text.flag("proj_bias", false);
    text.accept("proj_type", "linear");
    readPooling(text, config);
    checkHeads(text, config.text);
    text.refuseOthers("parity_");
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

} // namespace clip
