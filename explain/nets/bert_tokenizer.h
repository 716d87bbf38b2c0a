// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"
#include "explain/nets/tokenizer.h"

#include <filesystem>
#include <memory>

namespace explain {

/// BERT's tokenizer from vocab.txt, with the settings and special tokens of tokenizer_config.json
/// or special_tokens_map.json where they are there: [CLS], words in pieces, [SEP].
/// Errors: Input (a file cannot be read), Network (a special token is no symbol).
Expected<std::shared_ptr<const Tokenizer>> loadBertTokenizer(const std::filesystem::path& folder);

} // namespace explain
