// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/text_splitter.h"

#include "explain/nets/byte_pairs.h"
#include "explain/ops/unicode.h"

#include <algorithm>
#include <array>

namespace explain {
namespace {

struct Part {
    TextRange range;
    bool matches = false;
};

/// The whole text, match by match and what lies between them.
std::vector<Part> partsOf(const TrackedText& text, const TextPattern& pattern, bool inverts)
{
    std::vector<Part> parts;
    std::size_t at = 0;
    for (const TextRange& match : pattern.matches(text)) {
        if (match.begin > at)
            parts.push_back({{at, match.begin}, inverts});
        parts.push_back({match, !inverts});
        at = match.end;
    }
    if (at < text.size())
        parts.push_back({{at, text.size()}, inverts});
    return parts;
}

std::vector<TextRange> joined(const std::vector<Part>& parts, SplitBehaviour behaviour)
{
    std::vector<TextRange> ranges;
    bool previousMatched = false;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto& [range, matches] = parts[i];
        const bool isFirst = i == 0;
        bool joins = false;
        switch (behaviour) {
        case SplitBehaviour::Removed:
        case SplitBehaviour::Isolated: break;
        case SplitBehaviour::MergedWithPrevious: joins = matches && !previousMatched; break;
        case SplitBehaviour::MergedWithNext: joins = !matches && previousMatched; break;
        case SplitBehaviour::Contiguous: joins = matches == previousMatched; break;
        }
        if (joins && !isFirst)
            ranges.back().end = range.end;
        else if (behaviour != SplitBehaviour::Removed || !matches)
            ranges.push_back(range);
        previousMatched = matches;
    }
    return ranges;
}

std::vector<TrackedText> cut(const TrackedText& text, const std::vector<TextRange>& ranges)
{
    std::vector<TrackedText> pieces;
    pieces.reserve(ranges.size());
    for (const TextRange& range : ranges)
        pieces.emplace_back(text.begin() + std::ptrdiff_t(range.begin),
                            text.begin() + std::ptrdiff_t(range.end));
    return pieces;
}

/// Pieces of \p text: what \p kindOf gives the same number other than 0; each of kind 1 by itself.
std::vector<TrackedText> byKind(const TrackedText& text, int (*kindOf)(char32_t))
{
    std::vector<TrackedText> pieces;
    int previous = 0;
    for (const TrackedChar& character : text) {
        const int kind = kindOf(character.c);
        if (kind != 0 && (kind == 1 || kind != previous))
            pieces.emplace_back();
        if (kind != 0)
            pieces.back().push_back(character);
        previous = kind;
    }
    return pieces;
}

} // namespace

SplitStep splitBy(TextPattern pattern, SplitBehaviour behaviour, bool inverts)
{
    return [=, pattern = std::move(pattern)](const TrackedText& text) {
        return cut(text, joined(partsOf(text, pattern, inverts), behaviour));
    };
}

std::vector<TrackedText> bertWords(const TrackedText& text)
{
    return byKind(text, [](char32_t c) { return isWhiteSpace(c) ? 0 : isPunctuation(c) ? 1 : 2; });
}

std::vector<TrackedText> plainWords(const TrackedText& text)
{
    return byKind(text, [](char32_t c) {
        return isWhiteSpace(c) ? 0 : isWordCharacter(c) ? 2 : 3;
    });
}

TextStep replaceBy(TextPattern pattern, std::u32string replacement)
{
    return [pattern = std::move(pattern),
            replacement = std::move(replacement)](const TrackedText& text) {
        TrackedText out;
        out.reserve(text.size());
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t length = pattern.lengthAt(text, at);
            if (length == 0)
                out.push_back(text[at++]);
            else
                appendReplaced(out, text, at + length - 1, at + length, replacement);
            at += length;
        }
        return out;
    };
}

TrackedText prefixed(const TrackedText& text, std::u32string_view prefix)
{
    if (text.empty())
        return text;
    TrackedText out;
    out.reserve(text.size() + prefix.size());
    appendReplaced(out, text, 0, 1, prefix);
    out.insert(out.end(), text.begin(), text.end());
    return out;
}

TrackedText bytesSpelled(const TrackedText& text)
{
    static const auto characters = [] {
        std::array<char32_t, 256> made{};
        for (std::size_t byte = 0; byte < made.size(); ++byte)
            made[byte] = decodeUtf8(byteSpelling(uint8_t(byte)))[0];
        return made;
    }();
    TrackedText out;
    out.reserve(text.size());
    for (const TrackedChar& character : text)
        for (const char byte : encodeUtf8({&character.c, 1}))
            out.push_back({characters[uint8_t(byte)], character.begin, character.end});
    return out;
}

} // namespace explain
