// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <string>
#include <vector>

namespace explain {

/// A text exactly as the user wrote it, in UTF-8.
struct Text {
    /// A caption speaks of the whole image; a concept names something to look for in it.
    enum class Role { Caption, Concept };

    std::string text;
    Role role = Role::Caption;
};

/// What one run sees of a case: one image and its texts.
struct Sample {
    /// [3, H, W] RGB, uint8, upright; or floating point in [0, 1] where a program computed it.
    at::Tensor image;

    /// Hex sha256 of the bytes of `image`; empty: nothing about this image is cached.
    std::string pixelsSha256;

    std::vector<Text> texts; ///< in the user's order
};

/// Indices into \p sample.texts of the texts in \p role, in order.
std::vector<std::size_t> textsOf(const Sample& sample, Text::Role role);

} // namespace explain
