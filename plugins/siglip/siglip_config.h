// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/nets/image_prep.h"
#include "explain/nets/positions.h"
#include "explain/nets/safetensors.h"
#include "explain/nets/transformer.h"

#include <filesystem>
#include <string>

namespace siglip {

/// How one tower is built.
struct TowerConfig {
    int64_t width = 0, blocks = 0, heads = 0, mlpWidth = 0;
    explain::Activation activation = explain::Activation::GeluTanh;
    double epsilon = 1e-6;
};

/// Whose names the tensors bear: transformers', or OpenCLIP's with a trunk of timm's.
enum class Layout { HuggingFace, OpenClip };

/// All that decides what a SigLIP computes, but for its weights.
struct SiglipConfig {
    Layout layout = Layout::HuggingFace;
    TowerConfig image, text; ///< the pooling head has the image tower's heads and activation
    int64_t patch = 0, imageSide = 0; ///< the canvas its positions are meant for, pixels
    int64_t context = 0, vocabulary = 0;
    explain::PositionFilter positions = explain::PositionFilter::Bicubic;
    explain::ImagePreparation preparation;
};

/// Where the parts of a checkpoint lie.
struct SiglipFiles {
    std::filesystem::path folder, config, weights;
};

/// Why \p path looks like a SigLIP; empty: it does not. Reads names and small JSON files.
std::string recognise(const std::filesystem::path& path);

/// Errors: Input, Network (no config, no weights, or several).
explain::Expected<SiglipFiles> findFiles(const std::filesystem::path& path);

/// From config.json and preprocessor_config.json; absent keys as in transformers. Errors: Input,
/// Network ("config.json: text_config: hidden_act: expected ..., found ...").
explain::Expected<SiglipConfig> readHuggingFaceConfig(const SiglipFiles& files);

/// From open_clip_config.json; unknown keys are refused but for those that begin with parity_. The
/// file says little of the image tower: its sizes are those of \p tensors, its activation follows
/// the name that timm gives it, and it has as many heads as the text tower, as in every SigLIP that
/// was published. Errors: as above.
explain::Expected<SiglipConfig> readOpenClipConfig(const SiglipFiles& files,
                                                   const explain::NamedTensors& tensors);

} // namespace siglip
