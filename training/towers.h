// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "training/weights.h"

namespace training {

/// Texts one after the other without padding, shortest first: rows of equal length lie side by
/// side, and everything but attention is one product over all of them.
struct PackedTexts {
    struct Group {
        int64_t count = 0, length = 0;
    };
    at::Tensor tokens; ///< [R] int64, text after text, each padded to its group's length
    at::Tensor places; ///< [R] int64: 0 ... length - 1 within each text
    at::Tensor ends;   ///< [T] int64: the row of each text's last token
    std::vector<Group> groups;
};

struct ImageFeatures {
    at::Tensor tokens; ///< [B, 1 + P, width] after the last norm, class token first
    at::Tensor joint;  ///< [B, 1 + P, joint] not normalised
    at::Tensor local;  ///< [B, P, joint] not normalised
};

struct TextFeatures {
    at::Tensor joint; ///< [T, joint] not normalised
    at::Tensor local; ///< [T, joint] not normalised
};

/// The image tower in the type of \p weights.
/// \param pixels [B, side, side, 3] uint8
/// \param gain   [B] float32: brightness about black of each normalised picture; empty: 1
ImageFeatures encodeImages(const NamedWeights& weights, const NetworkShape& shape,
                           const at::Tensor& pixels, const at::Tensor& gain = {});

/// The text tower in the type of \p weights.
TextFeatures encodeTexts(const NamedWeights& weights, const NetworkShape& shape,
                         const PackedTexts& texts);

} // namespace training
