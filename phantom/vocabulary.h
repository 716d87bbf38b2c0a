// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace phantom {

/// The longest text in tokens, begin and end included: positions that the text tower needs.
constexpr int contextLength = 40;

/// Every word that texts are made of, lower case, sorted; each is one token. "." is one.
std::span<const std::string_view> words();

/// The id of a word of words().
int tokenOf(std::string_view word);

int beginToken();
/// The largest id, so that the first end and the largest id are the same place; also the padding.
int endToken();
/// Number of token ids.
int vocabularySize();

/// The files of a CLIP tokenizer (byte-level BPE) in which each of words() is one token and
/// anything else falls into bytes: vocab.json, merges.txt, tokenizer_config.json,
/// special_tokens_map.json.
std::string vocabularyJson();
std::string mergesText();
std::string tokenizerConfigJson();
std::string specialTokensJson();

} // namespace phantom
