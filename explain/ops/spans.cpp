// SPDX-License-Identifier: Apache-2.0
#include "explain/ops/spans.h"

#include "explain/ops/unicode.h"

#include <algorithm>
#include <limits>
#include <string_view>

namespace explain {

namespace {

enum class Sign { Blank, Letter, Number, Mark, Ideograph, Other };

Sign signOf(char32_t c)
{
    if (isWhiteSpace(c))
        return Sign::Blank;
    if (isHanOrHiragana(c))
        return Sign::Ideograph;
    if (isLetter(c))
        return Sign::Letter;
    if (isNumber(c))
        return Sign::Number;
    return isMark(c) ? Sign::Mark : Sign::Other;
}

bool isWordSign(Sign sign)
{
    return sign == Sign::Letter || sign == Sign::Number || sign == Sign::Mark;
}

/// Whether \p c holds together a word between a sign of kind \p before and one of kind \p after.
bool joins(char32_t c, Sign before, Sign after)
{
    const bool isApostrophe = c == U'\'' || c == U'\u2019';
    const bool isPoint = c == U'.' || c == U',';
    return (isApostrophe && before == Sign::Letter && after == Sign::Letter)
        || (isPoint && before == Sign::Number && after == Sign::Number);
}

std::size_t pastMarks(std::u32string_view text, std::size_t at)
{
    while (at < text.size() && signOf(text[at]) == Sign::Mark)
        ++at;
    return at;
}

/// End of the run of letters, numbers and marks that begins at \p begin.
std::size_t wordEnd(std::u32string_view text, std::size_t begin)
{
    Sign last = Sign::Mark; // of the last sign that was no mark
    for (std::size_t at = begin; at < text.size(); ++at) {
        const Sign sign = signOf(text[at]);
        if (isWordSign(sign)) {
            last = sign == Sign::Mark ? last : sign;
            continue;
        }
        if (at + 1 == text.size() || !joins(text[at], last, signOf(text[at + 1])))
            return at;
    }
    return text.size();
}

std::size_t otherEnd(std::u32string_view text, std::size_t begin)
{
    std::size_t at = begin;
    while (at < text.size() && signOf(text[at]) == Sign::Other)
        at = pastMarks(text, at + 1);
    return at;
}

std::size_t unitEnd(std::u32string_view text, std::size_t begin)
{
    const Sign sign = signOf(text[begin]);
    if (sign == Sign::Ideograph)
        return pastMarks(text, begin + 1);
    return sign == Sign::Other ? otherEnd(text, begin) : wordEnd(text, begin);
}

/// Which token rows go to which words: two columns of equal length.
/// Whether \p token of a whole text is \p own of a part that starts at code point \p offset.
bool isSameToken(const Token& token, const Token& own, int64_t offset)
{
    if (token.id != own.id || token.special != own.special)
        return false;
    const bool isPlaced = token.begin < token.end;
    return isPlaced ? token.begin - offset == own.begin && token.end - offset == own.end
                    : own.begin == own.end;
}

struct Owners {
    std::vector<int64_t> tokens, words;
};

Owners ownersOf(const std::vector<Token>& tokens, const std::vector<Word>& words, int64_t offset)
{
    Owners owners;
    for (std::size_t token = 0; token < tokens.size(); ++token) {
        const int64_t begin = tokens[token].begin - offset, end = tokens[token].end - offset;
        if (tokens[token].special || begin >= end)
            continue;
        auto word = std::partition_point(words.begin(), words.end(),
                                         [begin](const Word& w) { return w.end <= begin; });
        for (; word != words.end() && word->begin < end; ++word) {
            owners.tokens.push_back(int64_t(token));
            owners.words.push_back(word - words.begin());
        }
    }
    return owners;
}

} // namespace

std::vector<Word> wordsOf(const std::string& utf8)
{
    const std::u32string text = decodeUtf8(utf8);
    std::vector<Word> words;
    for (std::size_t begin = 0; begin < text.size();) {
        if (isWhiteSpace(text[begin])) {
            ++begin;
            continue;
        }
        const std::size_t end = unitEnd(text, begin);
        const auto unit = std::u32string_view(text).substr(begin, end - begin);
        const bool isPunctuation =
            signOf(unit[0]) == Sign::Other && std::none_of(unit.begin(), unit.end(), isPictograph);
        words.push_back({.text = encodeUtf8(unit),
                         .begin = int64_t(begin),
                         .end = int64_t(end),
                         .isPunctuation = isPunctuation});
        begin = end;
    }
    return words;
}

std::vector<std::string> labelsOf(const std::vector<Word>& words)
{
    std::vector<std::string> labels;
    labels.reserve(words.size());
    for (const Word& word : words)
        labels.push_back(word.text);
    return labels;
}

int64_t codePoints(const std::string& utf8)
{
    return int64_t(decodeUtf8(utf8).size());
}

Status statusOf(const std::string& text)
{
    const std::vector<Word> words = wordsOf(text);
    if (words.empty())
        return Status::EmptyText;
    const bool hasWord = std::any_of(words.begin(), words.end(),
                                     [](const Word& word) { return !word.isPunctuation; });
    return hasWord ? Status::Ok : Status::NoWords;
}

at::Tensor mergeTokens(const at::Tensor& values, const std::vector<Token>& tokens,
                       const std::vector<Word>& words, Merge merge, int64_t offset)
{
    TORCH_CHECK(values.dim() >= 1 && values.size(0) == int64_t(tokens.size()),
                "values: ", values.sizes(), " for ", tokens.size(), " tokens");
    TORCH_CHECK(values.is_floating_point(), "values: not floating point");

    const Owners owners = ownersOf(tokens, words, offset);
    const at::Tensor tokenRows = at::tensor(owners.tokens, at::kLong).to(values.device());
    const at::Tensor wordRows = at::tensor(owners.words, at::kLong).to(values.device());
    const at::Tensor owned = values.index_select(0, tokenRows); // [pairs, ...]

    std::vector<int64_t> shape = values.sizes().vec();
    shape[0] = int64_t(words.size());
    std::vector<int64_t> column(shape.size(), 1);
    column[0] = shape[0];
    const at::Tensor counts = at::zeros({shape[0]}, values.options())
                                  .index_add_(0, wordRows, at::ones_like(wordRows, values.dtype()))
                                  .view(column); // [words, 1, ...]

    at::Tensor merged;
    if (merge == Merge::Max) {
        merged = at::full(shape, -std::numeric_limits<double>::infinity(), values.options());
        for (std::size_t pair = 0; pair < owners.words.size(); ++pair) { // index_reduce_ is noisy
            at::Tensor row = merged.select(0, owners.words[pair]);
            at::maximum_out(row, row, owned.select(0, int64_t(pair)));
        }
    } else {
        merged = at::zeros(shape, values.options()).index_add_(0, wordRows, owned);
        merged = merge == Merge::Mean ? merged / counts : merged;
    }
    return merged.masked_fill(counts == 0, std::numeric_limits<double>::quiet_NaN());
}

at::Tensor valuesOfPart(const at::Tensor& values, const std::vector<Token>& tokens,
                        const std::vector<Token>& own, int64_t offset)
{
    TORCH_CHECK(values.dim() >= 1 && values.size(0) == int64_t(tokens.size()),
                "values: ", values.sizes(), " for ", tokens.size(), " tokens");
    std::vector<int64_t> shape = values.sizes().vec();
    shape[0] = int64_t(own.size());
    const at::Tensor found =
        at::full(shape, std::numeric_limits<double>::quiet_NaN(), values.options());
    auto next = tokens.begin();
    for (std::size_t i = 0; i < own.size(); ++i) {
        const auto match = std::find_if(next, tokens.end(), [&](const Token& token) {
            return isSameToken(token, own[i], offset);
        });
        if (match == tokens.end())
            continue;
        found.select(0, int64_t(i)).copy_(values.select(0, match - tokens.begin()));
        next = match + 1;
    }
    return found;
}

} // namespace explain
