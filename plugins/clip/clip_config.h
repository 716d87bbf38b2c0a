// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/nets/config_reader.h"
#include "explain/nets/image_prep.h"
#include "explain/nets/positions.h"
#include "explain/nets/safetensors.h"
#include "explain/nets/transformer.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace clip {

/// How one tower is built.
struct TowerConfig {
    int64_t width = 0, blocks = 0, heads = 0, mlpWidth = 0;
    explain::Activation activation = explain::Activation::QuickGelu;
    double epsilon = 1e-5;
};

/// Which token of a text its vector is read from.
enum class Pooling {
    LargestId, ///< OpenAI, OpenCLIP, and Hugging Face files whose eos_token_id is the wrong 2
    FirstEnd   ///< the first token with the id `endId`
};

/// Whose names the tensors bear.
enum class Layout { HuggingFace, OpenAi };

/// All that decides what a CLIP computes, but for its weights.
struct ClipConfig {
    Layout layout = Layout::HuggingFace;
    TowerConfig image, text;
    int64_t patch = 0, imageSide = 0; ///< the canvas its positions are meant for, pixels
    int64_t context = 0, vocabulary = 0, joint = 0;
    bool hasPreNorm = true;
    bool hasProjectionBias = false; ///< of the text
    Pooling pooling = Pooling::LargestId;
    int64_t endId = 0; ///< FirstEnd
    explain::PositionFilter positions = explain::PositionFilter::Bicubic;
    explain::ImagePreparation preparation;
};

/// Where the parts of a checkpoint lie.
struct ClipFiles {
    std::filesystem::path folder;
    std::filesystem::path config; ///< config.json or open_clip_config.json; empty: none
    std::filesystem::path weights;
};

/// Why \p path looks like a CLIP; empty: it does not. Reads names and small JSON files, and of a
/// bare weights file its header.
std::string recognise(const std::filesystem::path& path);

/// Errors: Input, Network (no weights, or several).
explain::Expected<ClipFiles> findFiles(const std::filesystem::path& path);

/// From config.json and preprocessor_config.json; absent keys as in transformers. Errors: Input,
/// Network ("config.json: text_config: hidden_act: expected ..., found ...").
explain::Expected<ClipConfig> readHuggingFaceConfig(const ClipFiles& files);

/// From open_clip_config.json; absent keys as in OpenCLIP, unknown ones refused but for those that
/// begin with parity_. Errors: as above.
explain::Expected<ClipConfig> readOpenClipConfig(const ClipFiles& files);

/// From the shapes alone, for a file without a config: heads of 64 channels, the quick activation
/// and CLIP's own picture preparation, as OpenAI published them. Errors: Network.
explain::Expected<ClipConfig> deriveConfig(const explain::NamedTensors& tensors);

/// Refuses a number of heads that does not divide the width.
void checkHeads(explain::ConfigReader& reader, const TowerConfig& tower);

/// Names as they are without a prefix that training code puts before every one of them.
explain::NamedTensors withoutCommonPrefix(explain::NamedTensors tensors);

} // namespace clip
