// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/tracked_text.h"

#include "explain/ops/unicode.h"

namespace explain {

TrackedText track(const std::string& utf8)
{
    TrackedText text;
    text.reserve(utf8.size());
    for (const char32_t c : decodeUtf8(utf8)) {
        const auto at = int64_t(text.size());
        text.push_back({.c = c, .begin = at, .end = at + 1});
    }
    return text;
}

std::string plain(const TrackedText& text)
{
    std::u32string characters;
    characters.reserve(text.size());
    for (const TrackedChar& character : text)
        characters.push_back(character.c);
    return encodeUtf8(characters);
}

void appendReplaced(TrackedText& out, const TrackedText& from, std::size_t begin, std::size_t end,
                    std::u32string_view replacement)
{
    for (const char32_t c : replacement)
        out.push_back({.c = c, .begin = from[begin].begin, .end = from[end - 1].end});
}

bool startsWith(const TrackedText& text, std::size_t at, std::u32string_view literal)
{
    if (literal.size() > text.size() - at)
        return false;
    for (std::size_t i = 0; i < literal.size(); ++i)
        if (text[at + i].c != literal[i])
            return false;
    return true;
}

} // namespace explain
