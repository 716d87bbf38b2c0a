// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/tracked_text.h"

#include <functional>
#include <optional>
#include <string>

namespace explain {

/// A part of a text: where it begins and ends, in characters.
struct TextRange {
    std::size_t begin = 0, end = 0;
};

/// What tokenizer files look for in a text: how many characters match at a place, 0 for none. All
/// patterns match as much as they can and nothing empty.
class TextPattern {
public:
    using Length = std::function<std::size_t(const TrackedText& text, std::size_t at)>;

    explicit TextPattern(Length length) : m_length(std::move(length)) { }

    /// \p text as it stands; it is not empty.
    static TextPattern literal(std::u32string text);

    /// A run of at least \p least characters of a kind.
    static TextPattern run(std::function<bool(char32_t)> belongs, std::size_t least = 1,
                           std::size_t most = std::size_t(-1));

    /// GPT-2's words: contractions; runs of letters, of numbers and of other signs, each with a
    /// blank before it; blanks.
    static TextPattern gpt2Words();

    /// CLIP's words: its two marks, contractions, runs of letters, single numbers, runs of signs.
    static TextPattern clipWords();

    /// The few regular expressions that tokenizers of the families use: one class of characters
    /// with or without a count (`\s+`, `[!-/:-@]`, ` {2,}`), GPT-2's and CLIP's. Nothing: another.
    static std::optional<TextPattern> fromRegex(const std::string& regex);

    std::size_t lengthAt(const TrackedText& text, std::size_t at) const
    {
        return m_length(text, at);
    }

    /// All matches from the left, none overlapping another.
    std::vector<TextRange> matches(const TrackedText& text) const;

private:
    Length m_length;
};

} // namespace explain
