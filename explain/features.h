// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace explain {

/// Vectors may be compared within one space alone, and those of None with nothing. Global vectors
/// are always joint.
/// Local: a second pair of heads for patches and words (ConceptCLIP, the built-in network).
enum class Space { None, Joint, Local };

/// Which attention probabilities are wanted. Only the named blocks take the explicit path; all
/// others stay fused.
struct AttentionRequest {
    /// All: Q = T. Pooled: Q = 1, the row that the global vector is read from (CLS, EOT).
    enum class Rows { All, Pooled };

    std::vector<int64_t> blocks; ///< 0 is the first block; -1 the last; order is kept
    Rows rows = Rows::All;

    bool operator==(const AttentionRequest&) const = default;
};

/// What is wanted of an image. A network computes no more than that.
struct ImageRequest {
    bool global = false;
    bool patches = false;      ///< in the joint space
    bool localPatches = false; ///< in the local space: the same pass gives both
    bool pixels = false;       ///< the prepared canvas
    int64_t hiddenStates = 0;  ///< the last n of blocks + 1 states; a larger n means all
    std::optional<AttentionRequest> attention;

    bool operator==(const ImageRequest&) const = default;
};

/// Where the canvas that a network sees lies in the image that the user sees.
struct Geometry {
    int64_t canvasHeight = 0, canvasWidth = 0; ///< pixels
    int64_t patch = 0;                         ///< side of a patch, canvas pixels
    int64_t rows = 0, cols = 0; ///< patches down and across; they need not fill the canvas
    int64_t imageHeight = 0, imageWidth = 0; ///< of the image, upright

    /// [a, b, c, d, e, f]: x_image = a x + b y + c, y_image = d x + e y + f, from canvas pixels.
    /// Pixel edges, not centres: the canvas's top-left corner is (0, 0).
    std::array<double, 6> toImage{1, 0, 0, 0, 1, 0};
};

/// What a network says of B pictures (1 for a sample). Numbers without a graph, contiguous, in the
/// network's dtype; tensors are shared, so nobody writes to them. What was not asked for is
/// undefined.
struct ImageFeatures {
    at::Tensor global;       ///< [B, D], not normalised: lengths are evidence too
    at::Tensor patches;      ///< [B, rows * cols, D], row-major, projected, not normalised
    at::Tensor localPatches; ///< [B, rows * cols, E], the same in the local space
    at::Tensor pixels;       ///< [B, 3, h, w] the canvas as the trunk sees it; 0 is its mean colour

    /// [n, B, N, M] the last n states: the last is the output of the last block before its final
    /// norm, the one before it the input of the last block, and so on. N counts the prefixes.
    at::Tensor hiddenStates;

    std::vector<at::Tensor>
        attention;        ///< one [B, H, Q, N] a requested block, after softmax, float32 or better
    int64_t prefixes = 0; ///< tokens before the first patch (CLS, registers)
    Geometry geometry;
};

/// What is wanted of a text.
struct TextRequest {
    bool global = false;
    bool tokens = false;      ///< projected vectors of every token, in the joint space
    bool localTokens = false; ///< the same in the local space
    bool inputs = false;      ///< what enters the first block
    int64_t hiddenStates = 0;
    std::optional<AttentionRequest> attention;

    bool operator==(const TextRequest&) const = default;
};

/// One thing the text tower was given. Spans count code points of the text as the user wrote it.
struct Token {
    int64_t id = 0;
    std::string text;           ///< as the vocabulary spells it, word-end mark removed
    int64_t begin = 0, end = 0; ///< half-open; empty for specials
    bool special = false;       ///< start, end, padding: no part of the text
};

/// What a network says of one text; otherwise as ImageFeatures. T counts exactly the tokens that
/// the tower was given, padding left out.
struct TextFeatures {
    at::Tensor global;                  ///< [D], not normalised
    at::Tensor tokens;                  ///< [T, D], not normalised
    at::Tensor localTokens;             ///< [T, E], not normalised
    at::Tensor inputs;                  ///< [T, M]
    at::Tensor hiddenStates;            ///< [n, T, M], as ImageFeatures::hiddenStates
    std::vector<at::Tensor> attention;  ///< one [H, Q, T] a requested block
    std::vector<Token> spans;           ///< T, specials included
    int64_t pooledRow = 0;              ///< the row that `global` was read from
    std::optional<int64_t> truncatedAt; ///< first code point that the network did not see
    std::string notice; ///< what a user should know of how the text was read; usually empty
};

/// The patches or tokens of \p features in \p space; undefined: they were not asked for.
inline const at::Tensor& patchesIn(const ImageFeatures& features, Space space)
{
    return space == Space::Local ? features.localPatches : features.patches;
}
inline const at::Tensor& tokensIn(const TextFeatures& features, Space space)
{
    return space == Space::Local ? features.localTokens : features.tokens;
}

} // namespace explain
