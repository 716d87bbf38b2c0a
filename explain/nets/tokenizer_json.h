// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"
#include "explain/nets/tokenizer.h"

#include <filesystem>
#include <memory>

namespace explain {

/// Hugging Face's tokenizer.json: a BPE, WordPiece or Unigram vocabulary and the steps round it.
/// Steps and patterns that this version does not know are refused by name. The pad token is named
/// by tokenizer_config.json or special_tokens_map.json beside it, where there is one.
///
/// Errors: Input (a file cannot be read), Network ("tokenizer.json: normalizer: expected ..., found
/// ..."). Source: the format of Hugging Face's tokenizers library, 0.23.
Expected<std::shared_ptr<const Tokenizer>> loadTokenizerJson(const std::filesystem::path& folder);

} // namespace explain
