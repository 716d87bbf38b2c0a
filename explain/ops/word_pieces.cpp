// SPDX-License-Identifier: Apache-2.0
#include "explain/ops/word_pieces.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <string_view>

namespace explain {
namespace {

constexpr std::string_view blanks = " \t\r\n\f\v", marks = ".,!\"?;:";

std::vector<int64_t> contentRows(const std::vector<Token>& tokens)
{
    std::vector<int64_t> rows;
    for (std::size_t t = 0; t < tokens.size(); ++t)
        if (!tokens[t].special)
            rows.push_back(int64_t(t));
    return rows;
}

} // namespace

std::vector<Word> blankSeparated(const std::string& utf8)
{
    std::vector<Word> words;
    std::size_t counted = 0;
    int64_t points = 0;
    for (std::size_t at = utf8.find_first_not_of(blanks); at != std::string::npos;
         at = utf8.find_first_not_of(blanks, at)) {
        const std::size_t end = std::min(utf8.find_first_of(blanks, at), utf8.size());
        const std::string text = utf8.substr(at, end - at);
        points += codePoints(utf8.substr(counted, at - counted));
        counted = at;
        words.push_back({.text = text,
                         .begin = points,
                         .end = points + codePoints(text),
                         .isPunctuation = marks.find(text) != std::string_view::npos});
        at = end;
    }
    return words;
}

Expected<at::Tensor> meansByPieces(const Context& context, const std::string& before,
                                   const std::string& text, const std::vector<Token>& tokens,
                                   const at::Tensor& perToken)
{
    std::vector<std::string> alone;
    for (const Word& word : blankSeparated(before + text))
        alone.push_back(word.text);
    const std::size_t own = blankSeparated(text).size();
    const std::size_t dropped = alone.size() - std::min(own, alone.size());
    alone.resize(std::min(alone.size(), tokens.size())); // each takes a token: the rest has none
    // Asked for nothing but its reading, a network computes no vectors.
    const auto read = context.network().dualEncoder()->encodeTexts(alone, {}, context.progress);
    if (!read)
        return read.error();

    const at::Tensor values = perToken.index_select(
        0, at::tensor(contentRows(tokens), perToken.options().dtype(at::kLong)));
    at::Tensor means = at::full({int64_t(own)}, NAN, perToken.options());
    int64_t next = 0;
    for (std::size_t w = 0; w < read->size(); ++w) {
        const int64_t pieces = int64_t(contentRows((*read)[w].spans).size());
        if (w >= dropped && pieces > 0 && next + pieces <= values.size(0))
            means[int64_t(w - dropped)] = values.narrow(0, next, pieces).mean();
        next += pieces;
    }
    return means;
}

at::Tensor spread(const at::Tensor& values, const std::vector<Word>& from,
                  const std::vector<Word>& to)
{
    at::Tensor found = at::full({int64_t(to.size())}, NAN, values.options());
    std::size_t f = 0;
    for (std::size_t t = 0; t < to.size(); ++t) {
        while (f < from.size() && from[f].end <= to[t].begin)
            ++f;
        if (f < from.size() && from[f].begin < to[t].end)
            found[int64_t(t)] = values[int64_t(f)];
    }
    return found;
}

} // namespace explain
