// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugins/toy/toy_text.h"

#include "explain/ops/spans.h"
#include "plugins/toy/toy_tower.h"

#include <ATen/ATen.h>

namespace toy {
namespace {

constexpr int64_t startId = 1, endId = 6, ids = 7;

int64_t idOf(const explain::Word& word)
{
    return 2 + (word.end - word.begin) % 4;
}

at::Tensor embed(const std::vector<explain::Token>& tokens, const at::Tensor& table) // to [T, 8]
{
    std::vector<int64_t> rows;
    for (const explain::Token& token : tokens)
        rows.push_back(token.id);
    return table.index_select(0, at::tensor(rows, at::kLong))
        + wave(7, {int64_t(rows.size()), channels});
}

} // namespace

at::Tensor tokenTable()
{
    return wave(6, {ids, channels});
}

explain::TextFeatures read(const std::string& text, const at::Tensor& tokens)
{
    explain::TextFeatures out;
    out.spans.push_back({.id = startId, .text = "<start>", .special = true});
    for (const explain::Word& word : explain::wordsOf(text)) {
        if (int64_t(out.spans.size()) == contextLength - 1) {
            out.truncatedAt = word.begin;
            break;
        }
        out.spans.push_back(
            {.id = idOf(word), .text = word.text, .begin = word.begin, .end = word.end});
    }
    out.pooledRow = int64_t(out.spans.size());
    const int64_t end = out.truncatedAt.value_or(explain::codePoints(text));
    out.spans.push_back({.id = endId, .text = "<end>", .begin = end, .end = end, .special = true});
    out.inputs = embed(out.spans, tokens);
    return out;
}

} // namespace toy
