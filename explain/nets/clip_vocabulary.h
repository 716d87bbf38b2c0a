// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"
#include "explain/nets/byte_pairs.h"

#include <filesystem>
#include <string>
#include <vector>

namespace explain {

/// A token that is cut out of the text before anything else happens to it.
struct AddedToken {
    std::string text;
    int64_t id = 0;
};

/// What a folder says of its CLIP tokenizer.
struct ClipVocabulary {
    BytePairVocabulary pairs;
    std::vector<AddedToken> added; ///< longest first
    int64_t startId = 0, endId = 0, paddingId = 0;
    int64_t size = 0;                       ///< one more than the largest id
    std::string vocabularyFile, mergesFile; ///< names, for messages
    bool isOpenAi = false; ///< read from OpenAI's compressed list, not from transformers' files
};

/// Errors: Input (a file cannot be read), Network (none there, or one that breaks the format).
Expected<ClipVocabulary> readClipVocabulary(const std::filesystem::path& folder);

/// Names of the files that readClipVocabulary() reads, sorted.
std::vector<std::string> clipVocabularyFiles(const std::filesystem::path& folder);

} // namespace explain
