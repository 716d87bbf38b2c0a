// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace explain {

/// A character of a cleaned text, and the code points of the user's text that it stands for.
struct TrackedChar {
    char32_t c = 0;
    int64_t begin = 0, end = 0; ///< half-open
};

/// A text on its way through a tokenizer's cleaning: each step keeps the spans, so that a token
/// still knows what it was made of.
using TrackedText = std::vector<TrackedChar>;

/// \p utf8 as it is, each code point standing for itself.
TrackedText track(const std::string& utf8);

/// The characters without their spans, in UTF-8.
std::string plain(const TrackedText& text);

/// Appends \p replacement to \p out; each of its characters stands for \p from [begin, end).
void appendReplaced(TrackedText& out, const TrackedText& from, std::size_t begin, std::size_t end,
                    std::u32string_view replacement);

/// Whether \p literal stands in \p text at \p at.
bool startsWith(const TrackedText& text, std::size_t at, std::u32string_view literal);

} // namespace explain
