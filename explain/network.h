// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/features.h"

#include <map>
#include <optional>
#include <string>

namespace explain {

class DualEncoder;  // explain/skills/dual_encoder.h
class DenseParts;   // explain/skills/dense_parts.h
class TextGradient; // explain/skills/text_gradient.h

/// What a result says about the network that made it.
struct NetworkInfo {
    std::string name;   ///< shown to people; the folder's name where nothing better is known
    std::string family; ///< "toy", "clip", ...
    std::string sha256; ///< of the lines "<sha256>  <name>\n", sorted, of the files that were read
    std::string preparation; ///< canvas, crop, resampler, mean: all that decides the pixels it sees
    std::string precision;   ///< of the image trunk: "f32", "f64", "bf16"
    std::string device;      ///< "cpu", "cuda:0"
    std::string resampler;   ///< "classic", "pillow13", "none"

    int64_t canvasHeight = 0, canvasWidth = 0; ///< native; 0: any
    int64_t patch = 0;                         ///< side of a patch, canvas pixels
    int64_t rows = 0, cols = 0;                ///< patches of the native canvas
    int64_t contextLength = 0;                 ///< tokens a text may have, specials included
    int64_t imageBlocks = 0, textBlocks = 0;   ///< transformer blocks of each tower

    std::optional<double> logitScale; ///< exponentiated
    std::optional<double> logitBias;

    /// Method defaults that the checkpoint's own manifest asks for: "clip4dm.template" -> "".
    std::map<std::string, std::string> defaults;

    std::string notice; ///< e.g. "positions interpolated from 7 x 7"; usually empty
};

/// Weights that compute. Immutable after loading and shared by all runs. A new skill is a new line
/// below and a higher interface number in models/network_plugin.h.
class Network {
public:
    virtual ~Network() = default;
    virtual const NetworkInfo& info() const = 0;

    virtual const DualEncoder* dualEncoder() const { return nullptr; } ///< null: it cannot
    virtual const DenseParts* denseParts() const { return nullptr; }
    virtual const TextGradient* textGradient() const { return nullptr; }
};

} // namespace explain
