// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/text_normalise.h"

#include "explain/ops/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace explain {

namespace {

constexpr std::size_t longestSegment = 256;
constexpr char32_t capitalSigma = U'\u03a3', smallSigma = U'\u03c3', finalSigma = U'\u03c2';

/// One of Unicode's four normal forms.
struct NormalForm {
    bool composes = true;
    bool isCompatible = false; ///< also takes apart ligatures, wide letters, fractions
};

/// Whether \p c may be composed with what stands before it: marks, Hangul vowels and finals, and
/// the half-width forms of both.
bool composesBackwards(char32_t c)
{
    return (c >= 0x1160 && c <= 0x11FF) || isMark(c) || (c >= 0xFF9E && c <= 0xFFDC);
}

std::u32string normalSegment(std::u32string_view segment, NormalForm form)
{
    const auto options =
        utf8proc_option_t(UTF8PROC_DECOMPOSE | (form.isCompatible ? UTF8PROC_COMPAT : 0));
    std::vector<utf8proc_int32_t> buffer;
    buffer.reserve(4 * segment.size() + 1);
    for (const char32_t c : segment) {
        std::array<utf8proc_int32_t, 32> parts{};
        int lastBoundClass = UTF8PROC_BOUNDCLASS_START;
        const auto count = utf8proc_decompose_char(utf8proc_int32_t(c), parts.data(),
                                                   int(parts.size()), options, &lastBoundClass);
        if (count < 1 || count > utf8proc_ssize_t(parts.size()))
            return std::u32string(segment);
        buffer.insert(buffer.end(), parts.begin(), parts.begin() + count);
    }
    const auto combiningClass = [](utf8proc_int32_t c) {
        return utf8proc_get_property(c)->combining_class;
    };
    for (auto run = buffer.begin(); run != buffer.end();) { // canonical order of each run of marks
        if (combiningClass(*run) == 0) {
            ++run;
            continue;
        }
        const auto end =
            std::find_if(run, buffer.end(), [&](auto c) { return combiningClass(c) == 0; });
        std::stable_sort(run, end,
                         [&](auto a, auto b) { return combiningClass(a) < combiningClass(b); });
        run = end;
    }
    if (!form.composes)
        return {buffer.begin(), buffer.end()};
    const auto count =
        utf8proc_normalize_utf32(buffer.data(), utf8proc_ssize_t(buffer.size()),
                                 utf8proc_option_t(UTF8PROC_COMPOSE | UTF8PROC_STABLE));
    return count < 0 ? std::u32string(segment)
                     : std::u32string(buffer.begin(), buffer.begin() + count);
}

/// Unicode's Case_Ignorable, nearly: what stands inside a word without being one of its letters.
bool isCaseIgnorable(char32_t c)
{
    constexpr std::u32string_view inWord = U"'.:\u00b7\u0387\u055f\u05f4\u2018\u2019\u2024\u2027"
                                           U"\ufe13\ufe52\ufe55\uff07\uff0e\uff1a";
    switch (utf8proc_category(utf8proc_int32_t(c))) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK: return true;
    default: return inWord.find(c) != std::u32string_view::npos;
    }
}

/// Unicode's Cased, nearly: letters with a case, Roman numerals and circled letters.
bool isCased(char32_t c)
{
    if ((c >= 0x2160 && c <= 0x217F) || (c >= 0x24B6 && c <= 0x24E9))
        return true;
    const auto category = utf8proc_category(utf8proc_int32_t(c));
    return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LL
        || category == UTF8PROC_CATEGORY_LT;
}

/// Whether the capital sigma at \p at ends a word. \p casedBefore: a cased letter precedes it.
bool endsWord(const TrackedText& text, std::size_t at, bool casedBefore)
{
    const auto next =
        std::find_if(text.begin() + std::ptrdiff_t(at) + 1, text.end(),
                     [](const TrackedChar& character) { return !isCaseIgnorable(character.c); });
    return casedBefore && (next == text.end() || !isCased(next->c));
}

TrackedText normalised(const TrackedText& text, NormalForm form)
{
    const char32_t plainBelow = form.isCompatible ? 0x80 : 0xC0; // what stays as it is
    TrackedText out;
    out.reserve(text.size());
    for (std::size_t begin = 0, end = 0; begin < text.size(); begin = end) {
        std::u32string segment(1, text[begin].c);
        for (end = begin + 1;
             end < text.size() && end - begin < longestSegment && composesBackwards(text[end].c);
             ++end)
            segment.push_back(text[end].c);
        const std::u32string whole =
            segment.size() == 1 && segment[0] < plainBelow ? segment : normalSegment(segment, form);
        std::size_t kept = 0; // marks at the end that found nothing to be composed with
        while (kept < std::min(whole.size(), segment.size())
               && whole[whole.size() - kept - 1] == segment[segment.size() - kept - 1])
            ++kept;
        if (const std::size_t changed = whole.size() - kept; kept < segment.size())
            appendReplaced(out, text, begin, end - kept, whole.substr(0, changed));
        out.insert(out.end(), text.begin() + std::ptrdiff_t(end - kept),
                   text.begin() + std::ptrdiff_t(end));
    }
    return out;
}

} // namespace

TrackedText composed(const TrackedText& text)
{
    return normalised(text, {});
}

TrackedText decomposed(const TrackedText& text)
{
    return normalised(text, {.composes = false});
}

TrackedText compatiblyComposed(const TrackedText& text)
{
    return normalised(text, {.isCompatible = true});
}

TrackedText compatiblyDecomposed(const TrackedText& text)
{
    return normalised(text, {.composes = false, .isCompatible = true});
}

TrackedText lowered(const TrackedText& text, FinalSigma sigma)
{
    TrackedText out;
    out.reserve(text.size());
    bool casedBefore = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        TrackedChar character = text[at];
        if (!isCaseIgnorable(character.c) && character.c != capitalSigma)
            casedBefore = isCased(character.c);
        if (character.c == U'\u0130') { // the only letter that becomes two
            appendReplaced(out, text, at, at + 1, U"i\u0307");
            continue;
        }
        if (character.c == capitalSigma) {
            const bool isFinal = sigma == FinalSigma::Heeded && endsWord(text, at, casedBefore);
            character.c = isFinal ? finalSigma : smallSigma;
            casedBefore = true;
        } else {
            character.c = char32_t(utf8proc_tolower(utf8proc_int32_t(character.c)));
        }
        out.push_back(character);
    }
    return out;
}

TrackedText blanksCollapsed(const TrackedText& text)
{
    TrackedText out;
    out.reserve(text.size());
    bool inRun = false;
    for (const TrackedChar& character : text) {
        const bool isBlank = isWhiteSpace(character.c);
        if (isBlank && inRun)
            out.back().end = character.end;
        else
            out.push_back({.c = isBlank ? U' ' : character.c,
                           .begin = character.begin,
                           .end = character.end});
        inRun = isBlank;
    }
    return out;
}

TrackedText stripped(const TrackedText& text)
{
    const auto isSolid = [](const TrackedChar& character) { return !isWhiteSpace(character.c); };
    const auto first = std::find_if(text.begin(), text.end(), isSolid);
    const auto last = std::find_if(text.rbegin(), text.rend(), isSolid).base();
    return first < last ? TrackedText(first, last) : TrackedText();
}

TrackedText filtered(const TrackedText& text, const std::function<bool(char32_t)>& keeps)
{
    TrackedText out;
    out.reserve(text.size());
    std::ranges::copy_if(text, std::back_inserter(out),
                         [&](const TrackedChar& character) { return keeps(character.c); });
    return out;
}

TrackedText bertCleaned(const TrackedText& text)
{
    TrackedText out;
    out.reserve(text.size());
    for (TrackedChar character : text) {
        const char32_t c = character.c;
        const bool isBlank = c == U'\t' || c == U'\n' || c == U'\r' || isWhiteSpace(c);
        if (!isBlank && (c == U'\ufffd' || isControl(c)))
            continue;
        if (isBlank)
            character.c = U' ';
        out.push_back(character);
    }
    return out;
}

TrackedText ideographsSpaced(const TrackedText& text)
{
    TrackedText out;
    out.reserve(text.size());
    for (const TrackedChar& character : text) {
        const bool isolates = isIdeograph(character.c);
        if (isolates)
            out.push_back({U' ', character.begin, character.begin});
        out.push_back(character);
        if (isolates)
            out.push_back({U' ', character.end, character.end});
    }
    return out;
}

} // namespace explain
