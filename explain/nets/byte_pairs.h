// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"

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

/// A piece of a word after merging: what it is, and which of the word's bytes it took.
struct BytePair {
    int64_t id = 0;
    std::size_t begin = 0, end = 0; ///< bytes, half-open
};

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
    struct Merge {
        int32_t rank = 0;
        int64_t id = 0;
    };

    static uint64_t keyOf(int64_t left, int64_t right)
    {
        return uint64_t(left) << 32 | uint64_t(right);
    }
    const Merge* find(int64_t left, int64_t right) const;

    std::array<int64_t, 256> m_inside{}; ///< ids of bytes within a word
    std::array<int64_t, 256> m_last{};   ///< and at its end
    std::unordered_map<uint64_t, Merge> m_merges;
};

} // namespace explain
