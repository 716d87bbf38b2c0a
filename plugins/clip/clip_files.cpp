// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/foreign_json.h"
#include "explain/nets/checkpoint.h"
#include "explain/regular_file.h"
#include "plugins/clip/clip_config.h"

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace explain;
namespace fs = std::filesystem;

namespace clip {
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
    const bool isVisionTransformer =
        memberOf(vision, "layers").is_number() && memberOf(vision, "timm_model_name").is_null();
    if (!isVisionTransformer || !memberOf(memberOf(model, "text_cfg"), "hf_model_name").is_null())
        return {};
    return std::string(openClipConfig) + ": a vision transformer and a text transformer";
}

std::string recogniseHuggingFace(const fs::path& file)
{
    const auto config = readJsonObject(file);
    if (!config || !config->contains("model_type") || !config->at("model_type").is_string())
        return {};
    const auto type = config->at("model_type").get<std::string>();
    const bool known = type == "clip" || type == "clip_text_model" || type == "clip_vision_model";
    return known ? std::string(huggingFaceConfig) + ": model_type " + type : std::string();
}

std::string recogniseTensors(const fs::path& file)
{
    if (!isWeightsName(file))
        return {};
    const auto read = readCheckpoint(file);
    if (!read)
        return {};
    const NamedTensors tensors = withoutCommonPrefix(read->tensors);
    for (const char* name : {"visual.class_embedding", "vision_model.pre_layrnorm.weight"})
        if (tensors.contains(name))
            return file.filename().string() + ": a tensor " + name;
    return {};
}

} // namespace

std::string recognise(const fs::path& path)
{
    std::error_code failed;
    if (!fs::is_directory(path, failed))
        return recogniseTensors(path);
    if (isThere(path / openClipConfig))
        return recogniseOpenClip(path / openClipConfig);
    if (isThere(path / huggingFaceConfig))
        return recogniseHuggingFace(path / huggingFaceConfig);
    const auto weights = weightsIn(path, {});
    return weights ? recogniseTensors(*weights) : std::string();
}

Expected<ClipFiles> findFiles(const fs::path& path)
{
    std::error_code failed;
    const bool isFolder = fs::is_directory(path, failed);
    ClipFiles files{.folder = isFolder ? path : path.parent_path()};
    std::vector<std::string> names; // in the order in which they are looked for
    if (isThere(files.folder / openClipConfig)) {
        files.config = files.folder / openClipConfig;
        names = {"open_clip_model.safetensors", "open_clip_model.safetensors.index.json",
                 "open_clip_pytorch_model.bin"};
    } else if (isThere(files.folder / huggingFaceConfig)) {
        files.config = files.folder / huggingFaceConfig;
        names = {"model.safetensors", "model.safetensors.index.json", "pytorch_model.bin",
                 "pytorch_model.bin.index.json"};
    }
    if (!isFolder) {
        files.weights = path;
        return files;
    }
    const auto weights = weightsIn(path, names);
    if (!weights)
        return weights.error();
    files.weights = *weights;
    return files;
}

NamedTensors withoutCommonPrefix(NamedTensors tensors)
{
    for (const std::string prefix : {"module.", "model.", "clip_model."}) {
        const bool common = std::ranges::all_of(
            tensors, [&](const auto& entry) { return entry.first.starts_with(prefix); });
        if (!common)
            continue;
        NamedTensors renamed;
        for (auto& [name, tensor] : tensors)
            renamed.emplace(name.substr(prefix.size()), std::move(tensor));
        return renamed;
    }
    return tensors;
}

} // namespace clip
