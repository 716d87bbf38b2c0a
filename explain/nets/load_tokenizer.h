// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"
#include "explain/nets/tokenizer.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace explain {

/// The tokenizer of a folder as the hubs lay it out: tokenizer.json, else BERT's vocab.txt, else
/// SentencePiece's spiece.model, else CLIP's files (see loadClipTokenizer()).
/// Errors: Input (a file cannot be read), Network (none there, or one that breaks its format).
Expected<std::shared_ptr<const Tokenizer>> loadTokenizer(const std::filesystem::path& folder);

/// Names of the files that loadTokenizer() reads in \p folder, sorted; empty: it holds none.
std::vector<std::string> tokenizerFiles(const std::filesystem::path& folder);

} // namespace explain
