// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/html_entities.h"

#include "explain/nets/html_entity_names.h"
#include "explain/nets/text_repair.h"

#include <utf8proc.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <unordered_map>

namespace explain {

namespace {

constexpr std::size_t longestName = 32; // of a reference that may be one, in HTML's rule
constexpr std::size_t longestCarefulName = 24;

struct Entity {
    std::u32string characters;
    bool needsSemicolon = true;
};

using Entities = std::unordered_map<std::string_view, Entity>;

Entities readNames()
{
    Entities entities;
    for (std::size_t at = 0; at < htmlEntityNames.size();) {
        const std::size_t end = htmlEntityNames.find(' ', at);
        const std::string_view item = htmlEntityNames.substr(at, end - at);
        const std::size_t sign = item.find_first_of("=!");
        Entity& entity = entities[item.substr(0, sign)];
        entity.needsSemicolon = item[sign] == '=';
        for (const char* digits = item.data() + sign; digits < item.data() + item.size();) {
            uint32_t c = 0;
            digits = std::from_chars(digits + 1, item.data() + item.size(), c, 16).ptr;
            entity.characters.push_back(c);
        }
        at = end + 1;
    }
    return entities;
}

const Entities& entities()
{
    static const Entities names = readNames();
    return names;
}

const Entity* find(std::string_view name)
{
    const auto found = entities().find(name);
    return found == entities().end() ? nullptr : &found->second;
}

/// A reference that was found: how much of the text it takes, and what it stands for.
struct Reference {
    std::size_t length = 0;
    std::u32string characters;
};

bool isNoncharacter(uint32_t c)
{
    return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

/// What "&#N;" stands for: HTML's table of old mistakes, then the code point itself.
std::u32string numbered(uint32_t c)
{
    if (c == 0 || (c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF)
        return U"\ufffd";
    if (c >= 0x80 && c <= 0x9F)
        return {fromWindows1252(uint8_t(c))};
    const bool isControl = c == 0x0B || c == 0x7F
        || (c < 0x20 && c != U'\t' && c != U'\n' && c != U'\f' && c != U'\r');
    return isControl || isNoncharacter(c) ? std::u32string() : std::u32string(1, char32_t(c));
}

int digitOf(char32_t c, int base)
{
    if (c >= U'0' && c <= U'9')
        return int(c - U'0');
    const char32_t letter = c | 0x20;
    return base == 16 && letter >= U'a' && letter <= U'f' ? int(letter - U'a') + 10 : -1;
}

std::optional<Reference> numericReference(const TrackedText& text, std::size_t at, EntityRule rule)
{
    std::size_t digit = at + 2; // past "&#"
    const bool isHex = digit < text.size() && (text[digit].c | 0x20) == U'x';
    const int base = isHex ? 16 : 10;
    const std::size_t first = digit += isHex;
    uint32_t number = 0;
    for (; digit < text.size() && digitOf(text[digit].c, base) >= 0; ++digit)
        number = std::min<uint32_t>(
            number * uint32_t(base) + uint32_t(digitOf(text[digit].c, base)), 0x110000);
    const bool hasSemicolon = digit < text.size() && text[digit].c == U';';
    const bool isLong = digit - at - 2 > longestCarefulName;
    if (digit == first || (rule == EntityRule::Careful && (!hasSemicolon || isLong)))
        return {};
    return Reference{digit + hasSemicolon - at, numbered(number)};
}

/// The name after the "&" at \p at, at most \p longest; a sign beyond ASCII can be in no name.
std::string nameAt(const TrackedText& text, std::size_t at, std::size_t longest)
{
    constexpr std::u32string_view ends = U"\t\n\f <&#;";
    std::string name;
    for (std::size_t i = at + 1; i < text.size() && name.size() < longest
         && ends.find(text[i].c) == std::u32string_view::npos;
         ++i)
        name.push_back(text[i].c < 0x80 ? char(text[i].c) : '\x7f');
    return name;
}

/// The longest beginning of \p name that may stand without its semicolon.
std::size_t bareLength(std::string_view name)
{
    for (std::size_t length = name.size(); length >= 2; --length) {
        const Entity* entity = find(name.substr(0, length));
        if (entity && !entity->needsSemicolon)
            return length;
    }
    return 0;
}

std::optional<Reference> htmlReference(const TrackedText& text, std::size_t at)
{
    const std::string name = nameAt(text, at, longestName);
    const std::size_t end = at + 1 + name.size();
    const Entity* entity = find(name);
    if (entity && end < text.size() && text[end].c == U';')
        return Reference{name.size() + 2, entity->characters};
    const std::size_t bare = bareLength(name);
    if (bare == 0)
        return {};
    return Reference{bare + 1, find(std::string_view(name).substr(0, bare))->characters};
}

std::u32string upper(std::u32string_view characters)
{
    std::u32string out;
    for (const char32_t c : characters) {
        if (c == U'\u00df')
            out += U"SS";
        else
            out.push_back(char32_t(utf8proc_toupper(utf8proc_int32_t(c))));
    }
    return out;
}

std::optional<Reference> carefulReference(const TrackedText& text, std::size_t at)
{
    const std::string name = nameAt(text, at, longestCarefulName + 1);
    const std::size_t end = at + 1 + name.size();
    if (name.empty() || name.size() > longestCarefulName || end == text.size()
        || text[end].c != U';')
        return {};
    if (const Entity* entity = find(name))
        return Reference{name.size() + 2, entity->characters};

    const auto is = [](char first, char last) {
        return [first, last](char c) { return c >= first && c <= last; };
    };
    std::string small = name;
    std::transform(small.begin(), small.end(), small.begin(),
                   [&](char c) { return is('A', 'Z')(c) ? char(c | 0x20) : c; });
    const Entity* entity = find(small);
    const bool isCapital = std::none_of(name.begin(), name.end(), is('a', 'z'));
    if (!entity || !isCapital || bareLength(name) > 0)
        return {};
    return Reference{name.size() + 2, upper(entity->characters)};
}

std::optional<Reference> referenceAt(const TrackedText& text, std::size_t at, EntityRule rule)
{
    if (startsWith(text, at, U"&#"))
        return numericReference(text, at, rule);
    return rule == EntityRule::Html ? htmlReference(text, at) : carefulReference(text, at);
}

} // namespace

TrackedText entitiesDecoded(const TrackedText& text, EntityRule rule)
{
    TrackedText out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        std::optional<Reference> reference;
        if (text[at].c == U'&')
            reference = referenceAt(text, at, rule);
        if (reference) {
            appendReplaced(out, text, at, at + reference->length, reference->characters);
            at += reference->length;
        } else {
            out.push_back(text[at++]);
        }
    }
    return out;
}

} // namespace explain
