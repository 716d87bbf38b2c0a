// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/text_repair.h"

#include "explain/nets/html_entities.h"
#include "explain/nets/text_normalise.h"
#include "explain/ops/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

namespace explain {

namespace {

constexpr int mostPasses = 16; // "&amp;amp;amp;..." asks for one each: a reader needs no more

constexpr std::u32string_view windows1252 = // of bytes 0x80 to 0x9F
    U"\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f"
    U"\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178";

using Replacement = std::pair<char32_t, std::u32string_view>;

constexpr std::array<Replacement, 22> ligatures{{
    {U'\u0132', U"IJ"},      {U'\u0133', U"ij"},      {U'\u0149', U"\u02bcn"},
    {U'\u01c4', U"D\u017d"}, {U'\u01c5', U"D\u017e"}, {U'\u01c6', U"d\u017e"},
    {U'\u01c7', U"LJ"},      {U'\u01c8', U"Lj"},      {U'\u01c9', U"lj"},
    {U'\u01ca', U"NJ"},      {U'\u01cb', U"Nj"},      {U'\u01cc', U"nj"},
    {U'\u01f1', U"DZ"},      {U'\u01f2', U"Dz"},      {U'\u01f3', U"dz"},
    {U'\ufb00', U"ff"},      {U'\ufb01', U"fi"},      {U'\ufb02', U"fl"},
    {U'\ufb03', U"ffi"},     {U'\ufb04', U"ffl"},     {U'\ufb05', U"\u017ft"},
    {U'\ufb06', U"st"},
}};

bool isDroppedControl(char32_t c)
{
    return c < 0x09 || c == 0x0B || (c >= 0x0E && c < 0x20) || c == 0x7F
        || (c >= 0x206A && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFC);
}

/// Full and half width forms as what they are forms of.
std::u32string usualWidth(char32_t c)
{
    std::array<utf8proc_int32_t, 32> parts{};
    int lastBoundClass = UTF8PROC_BOUNDCLASS_START;
    const auto count = utf8proc_decompose_char(
        utf8proc_int32_t(c), parts.data(), int(parts.size()),
        utf8proc_option_t(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT), &lastBoundClass);
    return count < 1 || count > utf8proc_ssize_t(parts.size())
        ? std::u32string(1, c)
        : std::u32string(parts.begin(), parts.begin() + count);
}

/// What one character becomes, whatever stands beside it; nothing: it stays.
std::optional<std::u32string> respelled(char32_t c)
{
    if (c < 0x80)
        return isDroppedControl(c) ? std::optional(std::u32string()) : std::nullopt;
    if (c <= 0x9F)
        return std::u32string(1, fromWindows1252(uint8_t(c)));
    const auto ligature = std::find_if(ligatures.begin(), ligatures.end(),
                                       [c](const Replacement& known) { return known.first == c; });
    if (ligature != ligatures.end())
        return std::u32string(ligature->second);
    if (c == U'\u3000')
        return U" ";
    if (c >= 0xFF01 && c < 0xFFF0)
        return usualWidth(c);
    if (c == U'\u02bc' || (c >= U'\u2018' && c <= U'\u201b'))
        return U"'";
    if (c >= U'\u201c' && c <= U'\u201f')
        return U"\"";
    if (c == U'\u2028' || c == U'\u2029')
        return U"\n";
    return isDroppedControl(c) ? std::optional(std::u32string()) : std::nullopt;
}

/// Length of the terminal escape ("\033[31m") at \p at; 0: there is none.
std::size_t escapeLength(const TrackedText& text, std::size_t at)
{
    if (!startsWith(text, at, U"\033["))
        return 0;
    std::size_t end = at + 2;
    while (end < text.size()
           && ((text[end].c >= U'0' && text[end].c <= U'9') || text[end].c == U';'))
        ++end;
    const char32_t letter = end < text.size() ? text[end].c | 0x20 : 0;
    return letter >= U'a' && letter <= U'z' ? end + 1 - at : 0;
}

TrackedText respelled(const TrackedText& text)
{
    TrackedText out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        if (const std::size_t escape = escapeLength(text, at)) {
            at += escape;
        } else if (text[at].c == U'\r') {
            const std::size_t length = startsWith(text, at, U"\r\n") ? 2 : 1;
            appendReplaced(out, text, at, at + length, U"\n");
            at += length;
        } else {
            if (const auto spelling = respelled(text[at].c))
                appendReplaced(out, text, at, at + 1, *spelling);
            else
                out.push_back(text[at]);
            ++at;
        }
    }
    return out;
}

std::optional<uint8_t> latin1Byte(char32_t c)
{
    return c <= 0xFF ? std::optional(uint8_t(c)) : std::nullopt;
}

std::optional<uint8_t> windows1252Byte(char32_t c)
{
    const std::size_t high = windows1252.find(c);
    if (high != std::u32string_view::npos)
        return uint8_t(0x80 + high);
    return c < 0x80 || (c >= 0xA0 && c <= 0xFF) ? std::optional(uint8_t(c)) : std::nullopt;
}

/// Whether a broken text is likely to hold a character that begins so in UTF-8: accented letters,
/// punctuation, signs beyond. The others are letters that stand before "…" or "®" in sound
/// texts too.
bool isLikelyLead(uint8_t byte)
{
    return byte == 0xC2 || byte == 0xC3 || byte >= 0xE2;
}

/// \p text as it was before its UTF-8 was read by \p byteOf; nothing where it was not.
std::optional<TrackedText> readAnew(const TrackedText& text,
                                    std::optional<uint8_t> (*byteOf)(char32_t))
{
    std::string bytes;
    bytes.reserve(text.size());
    for (const TrackedChar& character : text) {
        const auto byte = byteOf(character.c);
        if (!byte)
            return {};
        bytes.push_back(char(*byte));
    }
    TrackedText out;
    const auto* utf8 = reinterpret_cast<const utf8proc_uint8_t*>(bytes.data());
    for (std::size_t at = 0; at < bytes.size();) {
        utf8proc_int32_t c = 0;
        const auto length = utf8proc_iterate(utf8 + at, utf8proc_ssize_t(bytes.size() - at), &c);
        if (length < 1 || (length > 1 && !isLikelyLead(utf8[at])))
            return {};
        const std::u32string character(1, char32_t(c));
        appendReplaced(out, text, at, at + std::size_t(length), character);
        at += std::size_t(length);
    }
    return out;
}

bool isAscii(const TrackedText& text)
{
    return std::all_of(text.begin(), text.end(),
                       [](const TrackedChar& character) { return character.c < 0x80; });
}

bool looksBroken(const TrackedText& text)
{
    for (std::size_t at = 0; at + 1 < text.size(); ++at)
        if ((text[at].c == U'\u00c3' && text[at + 1].c > 0x7F && text[at + 1].c != U'\u00a0')
            || startsWith(text, at, U"\u00e2\u20ac"))
            return true;
    return false;
}

bool sameCharacters(const TrackedText& a, const TrackedText& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const TrackedChar& x, const TrackedChar& y) { return x.c == y.c; });
}

RepairedText repairedLine(TrackedText line, bool decodesEntities)
{
    RepairedText result;
    for (int pass = 0; pass < mostPasses; ++pass) {
        TrackedText next = decodesEntities ? entitiesDecoded(line, EntityRule::Careful) : line;
        if (!isAscii(next)) {
            auto anew = readAnew(next, latin1Byte);
            if (!anew)
                anew = readAnew(next, windows1252Byte);
            result.wasBroken = result.wasBroken || anew;
            next = anew ? *anew : next;
        }
        result.staysBroken = looksBroken(next);
        next = composed(respelled(next));
        const bool isStable = sameCharacters(next, line);
        line = std::move(next);
        if (isStable)
            break;
    }
    result.text = std::move(line);
    return result;
}

} // namespace

char32_t fromWindows1252(uint8_t byte)
{
    return byte >= 0x80 && byte <= 0x9F ? windows1252[byte - 0x80] : byte;
}

RepairedText repaired(const TrackedText& text)
{
    RepairedText whole;
    bool metAngle = false;
    for (std::size_t begin = 0, end = 0; begin < text.size(); begin = end) {
        while (end < text.size() && text[end].c != U'\n') {
            metAngle = metAngle || text[end].c == U'<';
            ++end;
        }
        end = std::min(end + 1, text.size()); // the line break belongs to its line
        const TrackedText line(text.begin() + std::ptrdiff_t(begin),
                               text.begin() + std::ptrdiff_t(end));
        const RepairedText fixed = repairedLine(line, !metAngle);
        whole.text.insert(whole.text.end(), fixed.text.begin(), fixed.text.end());
        whole.wasBroken = whole.wasBroken || fixed.wasBroken;
        whole.staysBroken = whole.staysBroken || fixed.staysBroken;
    }
    return whole;
}

} // namespace explain
