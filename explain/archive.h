// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/explanation.h"
#include "explain/network.h"
#include "explain/ops/spans.h"
#include "explain/result_folder.h"
#include "explain/sample.h"

#include <array>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace explain {

/// The file that an image came from.
struct ImageRecord {
    std::string file;              ///< as the user named it
    std::string sha256;            ///< of the file's bytes
    int64_t width = 0, height = 0; ///< upright

    /// Low and high: the stored values that became black and white; none: 8 bits a sample or less.
    std::optional<std::array<double, 2>> window;
};

/// A text with the network's tokens and the reader's words.
struct TextRecord {
    Text text;
    std::vector<Token> tokens;          ///< exactly what the network was given
    std::vector<Word> words;            ///< all of them, seen or not
    std::optional<int64_t> truncatedAt; ///< first code point that the network did not see
};

/// How well the whole text fits the whole image.
struct ScoreRecord {
    std::size_t text = 0;
    double cosine = std::numeric_limits<double>::quiet_NaN(); ///< NaN: blank text, NaN weights
    double logit = std::numeric_limits<double>::quiet_NaN();  ///< NaN also: no logit scale
};

/// One image, its texts and what methods said of them, as files that Python can read: result.json
/// (format groundscope-result/1) and tensors.safetensors.
struct Archive {
    static constexpr std::string_view format = "groundscope-result/1";
    static constexpr const char* jsonName = "result.json";
    static constexpr const char* tensorsName = "tensors.safetensors";

    std::string version = GROUNDSCOPE_VERSION; ///< of the program that made it
    ImageRecord image;
    NetworkInfo network;
    Geometry geometry; ///< of the network's canvas in the image
    std::vector<TextRecord> texts;
    std::vector<ScoreRecord> scores;
    std::vector<Explanation> explanations;
    std::map<std::string, at::Tensor> embeddings; ///< image_embedding, text_embeddings, ...
};

/// The bytes of result.json: keys in the order of the format, numbers in their shortest exact form,
/// non-finite ones null, character positions in code points. Holds no time and no place of this
/// machine, so equal runs give equal bytes.
std::string resultJson(const Archive& archive);

/// What stands in tensors.safetensors: "<method>/<text or all>/<member>", float32 (masks uint8),
/// contiguous, on the CPU; and the embeddings.
std::map<std::string, at::Tensor> tensorsOf(const Archive& archive);

/// Writes both files into \p folder's staging place; the caller commits. Errors: Input.
std::optional<Error> writeArchive(const Archive& archive, const ResultFolder& folder);

/// Reads both files back. Errors: Input, naming file and key, where they are missing, malformed or
/// do not belong together.
Expected<Archive> readArchive(const std::filesystem::path& folder);

} // namespace explain
