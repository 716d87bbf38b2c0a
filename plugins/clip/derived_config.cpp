// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/clip/clip_config.h"

#include <ATen/ATen.h>

#include <cmath>

using namespace explain;

namespace clip {
namespace {

/// How many blocks stand under \p prefix: one more than the largest number.
int64_t countBlocks(const NamedTensors& tensors, const std::string& prefix)
{
    int64_t count = 0;
    for (auto found = tensors.lower_bound(prefix);
         found != tensors.end() && found->first.starts_with(prefix); ++found) {
        const std::string rest = found->first.substr(prefix.size(), 4);
        count = std::max<int64_t>(count, 1 + std::strtol(rest.c_str(), nullptr, 10));
    }
    return std::min<int64_t>(count, 1000);
}

struct AnchorNames {
    const char *patches, *imagePositions, *textPositions, *tokens, *projection, *imageBlocks,
        *textBlocks, *mlp;
};

} // namespace

Expected<ClipConfig> deriveConfig(const NamedTensors& tensors)
{
    const bool isOpenAi = tensors.contains("visual.class_embedding");
    const AnchorNames names = isOpenAi
        ? AnchorNames{"visual.conv1.weight",    "visual.positional_embedding",
                      "positional_embedding",   "token_embedding.weight",
                      "text_projection",        "visual.transformer.resblocks.",
                      "transformer.resblocks.", "0.mlp.c_fc.weight"}
        : AnchorNames{"vision_model.embeddings.patch_embedding.weight",
                      "vision_model.embeddings.position_embedding.weight",
                      "text_model.embeddings.position_embedding.weight",
                      "text_model.embeddings.token_embedding.weight",
                      "text_projection.weight",
                      "vision_model.encoder.layers.",
                      "text_model.encoder.layers.",
                      "0.mlp.fc1.weight"};
    std::string misfit;
    const auto side = [&](const std::string& name, int64_t dimension, std::size_t rank) -> int64_t {
        const auto found = tensors.find(name);
        if (found != tensors.end() && std::size_t(found->second.dim()) == rank
            && found->second.size(dimension) > 0)
            return found->second.size(dimension);
        if (misfit.empty())
            misfit = name + ": expected " + std::to_string(rank) + " dimensions, found "
                + (found == tensors.end() ? "no such tensor" : c10::str(found->second.sizes()));
        return 64;
    };
    ClipConfig config{.layout = isOpenAi ? Layout::OpenAi : Layout::HuggingFace};
    config.image = {.width = side(names.patches, 0, 4),
                    .blocks = countBlocks(tensors, names.imageBlocks),
                    .mlpWidth = side(std::string(names.imageBlocks) + names.mlp, 0, 2)};
    config.text = {.width = side(names.tokens, 1, 2),
                   .blocks = countBlocks(tensors, names.textBlocks),
                   .mlpWidth = side(std::string(names.textBlocks) + names.mlp, 0, 2)};
    for (TowerConfig* tower : {&config.image, &config.text}) {
        tower->heads = std::max<int64_t>(1, tower->width / 64); // as OpenAI built all of theirs
        if (tower->width % 64 != 0 && misfit.empty())
            misfit = "without a config: expected a width that is a multiple of 64, found "
                + std::to_string(tower->width);
    }
    config.patch = side(names.patches, 3, 4);
    const double grid = std::round(std::sqrt(double(side(names.imagePositions, 0, 2) - 1)));
    config.imageSide = std::max<int64_t>(1, int64_t(grid)) * config.patch;
    config.context = side(names.textPositions, 0, 2);
    config.vocabulary = side(names.tokens, 0, 2);
    config.joint = side(names.projection, isOpenAi ? 1 : 0, 2);
    config.preparation = clipPreparation(config.imageSide);
    if (!misfit.empty())
        return Error{Error::Kind::Network, misfit};
    return config;
}

} // namespace clip
