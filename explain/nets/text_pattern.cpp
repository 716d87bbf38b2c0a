// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/text_pattern.h"

#include "explain/ops/unicode.h"

#include <algorithm>
#include <charconv>

namespace explain {
namespace {

using Belongs = std::function<bool(char32_t)>;

constexpr std::string_view gpt2Regex =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";
constexpr std::string_view clipRegex =
    R"(<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+)";

bool isOther(char32_t c)
{
    return !isLetter(c) && !isNumber(c) && !isWhiteSpace(c);
}

template <class Predicate>
std::size_t runLength(const TrackedText& text, std::size_t at, Predicate belongs)
{
    std::size_t end = at;
    while (end < text.size() && belongs(text[end].c))
        ++end;
    return end - at;
}

std::size_t contractionLength(const TrackedText& text, std::size_t at)
{
    for (const std::u32string_view ending : {U"'s", U"'t", U"'re", U"'ve", U"'m", U"'ll", U"'d"})
        if (startsWith(text, at, ending))
            return ending.size();
    return 0;
}

std::size_t gpt2Length(const TrackedText& text, std::size_t at)
{
    if (const std::size_t length = contractionLength(text, at))
        return length;
    const std::size_t blank = text[at].c == U' ' ? 1 : 0;
    for (bool (*belongs)(char32_t) : {&isLetter, &isNumber, &isOther})
        if (const std::size_t length = runLength(text, at + blank, belongs))
            return blank + length;
    // Blanks before a word leave it the last one.
    const std::size_t blanks = runLength(text, at, isWhiteSpace);
    return at + blanks < text.size() && blanks > 1 ? blanks - 1 : blanks;
}

std::size_t clipLength(const TrackedText& text, std::size_t at)
{
    for (const std::u32string_view mark : {U"<|startoftext|>", U"<|endoftext|>"})
        if (startsWith(text, at, mark))
            return mark.size();
    if (const std::size_t length = contractionLength(text, at))
        return length;
    if (isNumber(text[at].c))
        return 1;
    if (const std::size_t length = runLength(text, at, isLetter))
        return length;
    return runLength(text, at, isOther);
}

/// Reads a regular expression from the front.
class RegexReader {
public:
    explicit RegexReader(const std::string& regex) : m_rest(decodeUtf8(regex)) { }

    bool atEnd() const { return m_rest.empty(); }
    bool skip(std::u32string_view text)
    {
        if (!m_rest.starts_with(text))
            return false;
        m_rest.erase(0, text.size());
        return true;
    }
    char32_t take()
    {
        const char32_t c = m_rest.empty() ? 0 : m_rest[0];
        m_rest.erase(0, 1);
        return c;
    }

    /// `\s`, `\p{L}` and their like, an escaped sign, or one character; null: something else.
    Belongs character(std::u32string_view specials)
    {
        if (skip(U"\\s"))
            return isWhiteSpace;
        if (skip(U"\\S"))
            return [](char32_t c) { return !isWhiteSpace(c); };
        if (skip(U"\\p{L}"))
            return isLetter;
        if (skip(U"\\p{N}"))
            return isNumber;
        if (skip(U"\\p{P}"))
            return isPunctuation;
        const char32_t first = single(specials);
        if (first == 0)
            return {};
        char32_t last = first;
        if (m_inClass && m_rest.size() >= 2 && m_rest[0] == U'-' && m_rest[1] != U']') {
            take();
            last = single(specials);
            if (last < first)
                return {};
        }
        return [first, last](char32_t c) { return c >= first && c <= last; };
    }

    /// `[...]`, or what character() reads.
    Belongs characterClass()
    {
        if (!skip(U"["))
            return character(U"[](){}.*+?|^$");
        m_inClass = true;
        const bool isInverse = skip(U"^");
        std::vector<Belongs> parts;
        while (!skip(U"]")) {
            Belongs part = character(U"[]");
            if (!part)
                return {};
            parts.push_back(std::move(part));
        }
        m_inClass = false;
        return [parts, isInverse](char32_t c) {
            return isInverse
                != std::ranges::any_of(parts, [c](const Belongs& part) { return part(c); });
        };
    }

    /// `+`, `{2,}` or nothing: how many at least and at most; least 0: something else.
    std::pair<std::size_t, std::size_t> count()
    {
        constexpr auto any = std::size_t(-1);
        if (atEnd())
            return {1, 1};
        if (skip(U"+"))
            return {1, any};
        if (!skip(U"{") || m_rest.size() < 3 || m_rest[0] < U'1' || m_rest[0] > U'9')
            return {0, 0};
        const auto least = std::size_t(take() - U'0');
        return {skip(U",}") ? least : 0, any};
    }

private:
    char32_t single(std::u32string_view specials)
    {
        if (skip(U"\\")) { // of letters only those above are known
            const char32_t c = take();
            return c < 0x80 && isPunctuation(c) ? c : 0;
        }
        const char32_t c = take();
        return specials.find(c) == specials.npos ? c : 0;
    }

    std::u32string m_rest;
    bool m_inClass = false;
};

} // namespace

TextPattern TextPattern::literal(std::u32string text)
{
    return TextPattern([text = std::move(text)](const TrackedText& in, std::size_t at) {
        return startsWith(in, at, text) ? text.size() : 0;
    });
}

TextPattern TextPattern::run(Belongs belongs, std::size_t least, std::size_t most)
{
    return TextPattern([=](const TrackedText& text, std::size_t at) {
        const std::size_t length = std::min(runLength(text, at, belongs), most);
        return length < least ? 0 : length;
    });
}

TextPattern TextPattern::gpt2Words()
{
    return TextPattern(gpt2Length);
}

TextPattern TextPattern::clipWords()
{
    return TextPattern(clipLength);
}

std::optional<TextPattern> TextPattern::fromRegex(const std::string& regex)
{
    if (regex == gpt2Regex)
        return gpt2Words();
    if (regex == clipRegex)
        return clipWords();
    if (regex.size() > 200)
        return {};
    RegexReader reader(regex);
    Belongs belongs = reader.characterClass();
    const auto [least, most] = reader.count();
    if (!belongs || least == 0 || !reader.atEnd())
        return {};
    return run(std::move(belongs), least, most);
}

std::vector<TextRange> TextPattern::matches(const TrackedText& text) const
{
    std::vector<TextRange> found;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = lengthAt(text, at);
        if (length > 0)
            found.push_back({at, at + length});
        at += std::max<std::size_t>(length, 1);
    }
    return found;
}

} // namespace explain
