// SPDX-License-Identifier: Apache-2.0
#include "explain/ops/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace explain {

namespace {

constexpr char32_t replacementCharacter = 0xFFFD;

utf8proc_category_t categoryOf(char32_t c)
{
    return utf8proc_category(utf8proc_int32_t(c));
}

struct Range {
    char32_t first, last;
};

// Unicode's Scripts.txt, version 15: Han and Hiragana.
constexpr std::array<Range, 25> hanAndHiragana{{
    {0x2E80, 0x2E99},   {0x2E9B, 0x2EF3},   {0x2F00, 0x2FD5},   {0x3005, 0x3005},
    {0x3007, 0x3007},   {0x3021, 0x3029},   {0x3038, 0x303B},   {0x3041, 0x3096},
    {0x309D, 0x309F},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xF900, 0xFA6D},
    {0xFA70, 0xFAD9},   {0x16FE2, 0x16FE3}, {0x16FF0, 0x16FF1}, {0x1B001, 0x1B11F},
    {0x1B132, 0x1B132}, {0x1B150, 0x1B152}, {0x1F200, 0x1F200}, {0x20000, 0x2A6DF},
    {0x2A700, 0x2B739}, {0x2B740, 0x2CEA1}, {0x2CEB0, 0x2EBE0}, {0x2F800, 0x2FA1D},
    {0x30000, 0x323AF},
}};

} // namespace

std::u32string decodeUtf8(std::string_view utf8)
{
    std::u32string decoded;
    decoded.reserve(utf8.size());
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(utf8.data());
    for (std::size_t at = 0; at < utf8.size();) {
        utf8proc_int32_t c = 0;
        const utf8proc_ssize_t length =
            utf8proc_iterate(bytes + at, utf8proc_ssize_t(utf8.size() - at), &c);
        decoded.push_back(length > 0 ? char32_t(c) : replacementCharacter);
        at += length > 0 ? std::size_t(length) : 1;
    }
    return decoded;
}

std::string encodeUtf8(std::u32string_view codePoints)
{
    std::string utf8;
    utf8.reserve(codePoints.size());
    for (const char32_t c : codePoints) {
        std::array<utf8proc_uint8_t, 4> bytes{};
        const bool valid = utf8proc_codepoint_valid(utf8proc_int32_t(c));
        const auto length =
            utf8proc_encode_char(utf8proc_int32_t(valid ? c : replacementCharacter), bytes.data());
        utf8.append(reinterpret_cast<const char*>(bytes.data()), std::size_t(length));
    }
    return utf8;
}

bool isLetter(char32_t c)
{
    const auto category = categoryOf(c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool isMark(char32_t c)
{
    const auto category = categoryOf(c);
    return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

bool isNumber(char32_t c)
{
    const auto category = categoryOf(c);
    return category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO;
}

bool isPictograph(char32_t c)
{
    return categoryOf(c) == UTF8PROC_CATEGORY_SO;
}

bool isWhiteSpace(char32_t c)
{
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680
        || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F
        || c == 0x3000;
}

bool isControl(char32_t c)
{
    const auto category = categoryOf(c);
    return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF
        || category == UTF8PROC_CATEGORY_CO || category == UTF8PROC_CATEGORY_CN;
}

bool isAccent(char32_t c)
{
    return categoryOf(c) == UTF8PROC_CATEGORY_MN;
}

bool isPunctuation(char32_t c)
{
    if (c < 0x80)
        return (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96)
            || (c >= 123 && c <= 126);
    const auto category = categoryOf(c);
    return category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
}

bool isWordCharacter(char32_t c)
{
    const auto category = categoryOf(c);
    return isLetter(c) || isMark(c) || category == UTF8PROC_CATEGORY_ND
        || category == UTF8PROC_CATEGORY_NL || category == UTF8PROC_CATEGORY_PC
        || c == U'\u200c' || c == U'\u200d' || (c >= 0x24B6 && c <= 0x24E9);
}

bool isIdeograph(char32_t c)
{
    constexpr std::array<Range, 8> blocks{{{0x3400, 0x4DBF},
                                           {0x4E00, 0x9FFF},
                                           {0xF900, 0xFAFF},
                                           {0x20000, 0x2A6DF},
                                           {0x2A700, 0x2B73F},
                                           {0x2B740, 0x2B81F},
                                           {0x2B820, 0x2CEAF},
                                           {0x2F800, 0x2FA1F}}};
    return std::ranges::any_of(
        blocks, [c](const Range& block) { return c >= block.first && c <= block.last; });
}

bool isHanOrHiragana(char32_t c)
{
    if (c < hanAndHiragana.front().first)
        return false;
    return std::any_of(hanAndHiragana.begin(), hanAndHiragana.end(),
                       [c](const Range& range) { return c >= range.first && c <= range.last; });
}

} // namespace explain
