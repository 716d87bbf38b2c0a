// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"
#include "explain/nets/tokenizer.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace explain {

/// How a text is cleaned before it is cut. Both flavours share the vocabulary and yet give other
/// ids for curly quotes, entities, ligatures, wide forms and control characters.
enum class ClipFlavour {
    Automatic,   ///< HuggingFace where its files are there, OpenClip where only the .gz is
    HuggingFace, ///< transformers' CLIPTokenizer
    OpenClip     ///< OpenAI's and OpenCLIP's SimpleTokenizer
};

/// CLIP's byte-level BPE from the files in \p folder: vocab.json and merges.txt, else
/// tokenizer.json, else bpe_simple_vocab_16e6.txt.gz. Pad and special tokens are named by
/// tokenizer_config.json or special_tokens_map.json, where there is one.
///
/// Errors: Input (a file cannot be read), Network (no vocabulary, or one that breaks the format:
/// "vocab.json: expected ..., found ...").
Expected<std::shared_ptr<const Tokenizer>>
loadClipTokenizer(const std::filesystem::path& folder,
                  ClipFlavour flavour = ClipFlavour::Automatic);

/// Names of the files that loadClipTokenizer() reads in \p folder, sorted; empty: it holds no CLIP
/// vocabulary.
std::vector<std::string> clipTokenizerFiles(const std::filesystem::path& folder);

} // namespace explain
