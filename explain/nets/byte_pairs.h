// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"
#include "explain/nets/pair_merges.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace explain {

/// How byte-level vocabularies spell the byte \p byte: a printable character, in UTF-8.
/// Source: GPT-2's bytes_to_unicode().
std::string byteSpelling(uint8_t byte);

/// All 256 spellings in the order of the vocabularies: bytes that are spelled as themselves first.
std::vector<std::string> byteSpellings();

/// A vocabulary and the order in which its pairs are merged, as read from files and not yet
/// trusted.
struct BytePairVocabulary {
    std::unordered_map<std::string, int64_t> ids;
    std::vector<std::pair<std::string, std::string>> merges; ///< first merged first
};

/// A piece of a word after merging; begin and end count the word's bytes.
using BytePair = ModelToken;

/// Byte pair encoding with CLIP's word-end mark: "</w>" is part of a word's last symbol.
class BytePairEncoder {
public:
    static constexpr std::string_view wordEnd = "</w>";

    /// Errors: Network, where a byte has no symbol or a merge is not about the vocabulary's
    /// symbols; \p vocabularyFile and \p mergesFile name them.
    static Expected<BytePairEncoder> make(const BytePairVocabulary& vocabulary,
                                          const std::string& vocabularyFile,
                                          const std::string& mergesFile);

    /// Appends the pieces of \p word (any bytes, >= 1) to \p out. n log n in its length.
    void encode(std::string_view word, std::vector<BytePair>& out) const;

private:
    std::array<int64_t, 256> m_inside{}; ///< ids of bytes within a word
    std::array<int64_t, 256> m_last{};   ///< and at its end
    PairMerges m_merges;
};

} // namespace explain
