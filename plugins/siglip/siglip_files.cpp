// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/foreign_json.h"
#include "explain/nets/checkpoint.h"
#include "explain/regular_file.h"
#include "plugins/siglip/siglip_config.h"

#include <nlohmann/json.hpp>

using namespace explain;
namespace fs = std::filesystem;

namespace siglip {
namespace {

constexpr const char* openClipConfig = "open_clip_config.json";
constexpr const char* huggingFaceConfig = "config.json";

bool isThere(const fs::path& file)
{
    std::error_code failed;
    return fs::exists(file, failed);
}

std::string recogniseOpenClip(const fs::path& file)
{
    const auto config = readJsonObject(file);
    if (!config)
        return {};
    const auto& model = memberOf(*config, "model_cfg");
    const auto& vision = memberOf(model, "vision_cfg");
    const auto& trunk = memberOf(vision, "timm_model_name");
    const bool isSiglip = trunk.is_string() && memberOf(vision, "timm_pool") == "map"
        && trunk.get_ref<const std::string&>().find("siglip") != std::string::npos
        && memberOf(memberOf(model, "text_cfg"), "hf_model_name").is_null();
    return isSiglip ? "open_clip_config.json: a trunk " + shortened(trunk) : std::string();
}

std::string recogniseHuggingFace(const fs::path& file)
{
    const auto config = readJsonObject(file);
    const bool isSiglip = config && memberOf(*config, "model_type") == "siglip";
    return isSiglip ? "config.json: model_type siglip" : "";
}

fs::path folderOf(const fs::path& path)
{
    std::error_code failed;
    return fs::is_directory(path, failed) ? path : path.parent_path();
}

} // namespace

std::string recognise(const fs::path& path)
{
    const fs::path folder = folderOf(path);
    if (folder != path && !isWeightsName(path))
        return {};
    if (isThere(folder / openClipConfig))
        return recogniseOpenClip(folder / openClipConfig);
    if (isThere(folder / huggingFaceConfig))
        return recogniseHuggingFace(folder / huggingFaceConfig);
    return {};
}

Expected<SiglipFiles> findFiles(const fs::path& path)
{
    SiglipFiles files{.folder = folderOf(path)};
    const bool isOpenClip = isThere(files.folder / openClipConfig);
    files.config = files.folder / (isOpenClip ? openClipConfig : huggingFaceConfig);
    if (!isThere(files.config))
        return Error{Error::Kind::Network,
                     files.folder.string() + ": expected " + huggingFaceConfig + " or "
                         + openClipConfig + ", found neither"};
    if (files.folder != path) {
        files.weights = path;
        return files;
    }
    const std::vector<std::string> names = isOpenClip
        ? std::vector<std::string>{"open_clip_model.safetensors",
                                   "open_clip_model.safetensors.index.json",
                                   "open_clip_pytorch_model.bin"}
        : std::vector<std::string>{"model.safetensors", "model.safetensors.index.json",
                                   "pytorch_model.bin", "pytorch_model.bin.index.json"};
    const auto weights = weightsIn(path, names);
    if (!weights)
        return weights.error();
    files.weights = *weights;
    return files;
}

} // namespace siglip
