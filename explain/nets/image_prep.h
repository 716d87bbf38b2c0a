// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"
#include "explain/nets/resample.h"

#include <ATen/core/Tensor.h>
#include <nlohmann/json_fwd.hpp>

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>

namespace explain {

/// How a network's processor makes its canvas of an image: resize in 8 bit, crop or pad, rescale,
/// normalise.
struct ImagePreparation {
    enum class Resize {
        None,
        ShortestEdge, ///< the shorter edge becomes `edge`, the longer one keeps the ratio
        Fill,         ///< keeps the ratio, covers height x width (OpenCLIP, canvas not square)
        Squash,       ///< height x width, whatever the ratio
        LongestEdge   ///< keeps the ratio, fits into height x width
    };
    enum class CropRounding { Floor, HalfEven }; ///< transformers; torchvision and OpenCLIP
    enum class Outside { Colour, Mean };         ///< `fill`; or zero after normalising
    enum class Place { Centre, TopLeft };        ///< of the image in its canvas

    Resize resize = Resize::ShortestEdge;
    int64_t edge = 224;                ///< ShortestEdge
    int64_t maxEdge = 0;               ///< ShortestEdge: what the longer one may have; 0: anything
    int64_t height = 224, width = 224; ///< Fill, Squash, LongestEdge
    Filter filter = Filter::Bicubic;
    AxisOrder order = AxisOrder::Classic;

    bool crops = true; ///< to cropHeight x cropWidth; what is smaller is padded to it
    int64_t cropHeight = 224, cropWidth = 224;
    CropRounding rounding = CropRounding::Floor;
    Place place = Place::Centre;
    Outside outside = Outside::Colour;
    std::array<int, 3> fill{0, 0, 0}; ///< RGB, 0 to 255

    double rescale = 1.0 / 255; ///< factor; 1: the values stay 0 to 255
    bool normalises = true;
    std::array<double, 3> mean{0.48145466, 0.4578275, 0.40821073};
    std::array<double, 3> deviation{0.26862954, 0.26130258, 0.27577711};

    bool operator==(const ImagePreparation&) const = default;
};

/// Shorter edge and crop at \p imageSize, bicubic, CLIP's mean and deviation: what holds where
/// nothing else is said.
ImagePreparation clipPreparation(int64_t imageSize);

/// From a preprocessor_config.json in any spelling that transformers wrote; clipPreparation() where
/// there is no such file. Errors: Input (cannot be read), Network ("preprocessor_config.json:
/// size: expected ..., found ...").
Expected<ImagePreparation> readHuggingFacePreparation(const std::filesystem::path& file,
                                                      int64_t imageSize);

/// From the preprocess_cfg of an open_clip_config.json; absent keys as in OpenCLIP. Errors:
/// Network.
Expected<ImagePreparation> openClipPreparation(const nlohmann::json& preprocessCfg,
                                               int64_t imageSize);

/// All that decides the pixels, in one stable line: part of cache keys and of result.json.
std::string describe(const ImagePreparation& preparation);

/// What the network sees, and where it lies in the image.
struct PreparedImage {
    at::Tensor pixels;                               ///< [1, 3, h, w] float32
    std::array<double, 6> toImage{1, 0, 0, 0, 1, 0}; ///< as Geometry::toImage
};

/// Prepares \p image, [3, H, W] RGB on the CPU: uint8, or floating point in [0, 1], which is
/// rounded to 8 bit first. Errors: Input (not finite, or a canvas too large to make). \throws
/// c10::Error where \p image is no [3, H, W]
Expected<PreparedImage> prepare(const at::Tensor& image, const ImagePreparation& preparation);

} // namespace explain
