// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/pass_recorder.h"
#include "explain/ops/spans.h"
#include "plugins/clip/clip_network.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <numeric>

using namespace explain;

namespace clip {
namespace {

/// Enough to keep the processor's cores busy, few enough that cancelling is felt at once.
constexpr int64_t tokensOfBatch = 2048;

/// Texts of like length share a batch, so that short ones do not pay for the padding of long ones.
/// In the same order for the same texts: equal requests give equal bytes.
std::vector<std::vector<std::size_t>> batchesOf(const std::vector<TextFeatures>& texts)
{
    std::vector<std::size_t> order(texts.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return texts[i].spans.size(); });

    std::vector<std::vector<std::size_t>> batches;
    for (const std::size_t i : order) {
        const int64_t rows = batches.empty() ? 0 : int64_t(batches.back().size()) + 1;
        if (batches.empty() || rows * int64_t(texts[i].spans.size()) > tokensOfBatch)
            batches.emplace_back();
        batches.back().push_back(i);
    }
    return batches;
}

/// The first \p count rows of text \p b, as a tensor of its own.
at::Tensor ownRows(const at::Tensor& batch, int64_t b, int64_t count)
{
    return batch[b].slice(0, 0, count).clone();
}

/// A vocabulary as small as this holds whole words alone, beside single letters.
constexpr int64_t smallVocabulary = 2000;

/// The words of \p text that \p read took apart: a network of few whole words spells them out, and
/// has never learned what they mean. Empty: there are none.
std::string unknownWords(const std::string& text, const Tokenization& read)
{
    std::string unknown;
    for (const Word& word : wordsOf(text)) {
        const auto pieces = std::ranges::count_if(read.tokens, [&](const Token& token) {
            return !token.special && token.begin < word.end && token.end > word.begin;
        });
        const std::string quoted = "“" + word.text + "”";
        if (pieces > 1 && !word.isPunctuation && unknown.find(quoted) == std::string::npos)
            unknown += (unknown.empty() ? "" : ", ") + quoted;
    }
    return unknown;
}

} // namespace

TextFeatures ClipNetwork::read(const std::string& text) const
{
    Tokenization read = m_tokenizer->encode(text, m_info.contextLength);
    if (m_tokenizer->vocabularySize() <= smallVocabulary)
        if (const std::string unknown = unknownWords(text, read); !unknown.empty())
            read.notice += (read.notice.empty() ? "" : "; ") + unknown
                + ": not among the words that " + m_info.name + " knows";
    TextFeatures out{.spans = std::move(read.tokens),
                     .truncatedAt = read.truncatedAt,
                     .notice = std::move(read.notice)};
    const auto pooled = m_config.pooling == Pooling::LargestId
        ? std::ranges::max_element(out.spans, {}, &Token::id)
        : std::ranges::find(out.spans, m_config.endId, &Token::id);
    out.pooledRow = pooled == out.spans.end() ? 0 : pooled - out.spans.begin();
    return out;
}

at::Tensor ClipNetwork::idsOf(const std::vector<TextFeatures>& texts,
                              const std::vector<std::size_t>& batch) const
{
    std::size_t longest = 0;
    for (const std::size_t i : batch)
        longest = std::max(longest, texts[i].spans.size());
    // What stands after a text's own tokens is seen by none of them.
    at::Tensor ids = at::zeros({int64_t(batch.size()), int64_t(longest)}, at::kLong);
    auto rows = ids.accessor<int64_t, 2>();
    for (std::size_t b = 0; b < batch.size(); ++b)
        for (std::size_t t = 0; t < texts[batch[b]].spans.size(); ++t)
            rows[int64_t(b)][int64_t(t)] = texts[batch[b]].spans[t].id;
    return ids.to(m_device);
}

Expected<std::vector<TextFeatures>> ClipNetwork::encodeTexts(const std::vector<std::string>& texts,
                                                             const TextRequest& request,
                                                             const Progress& progress) const
{
    if (request.localTokens && !offers(Space::Local))
        return noLocalSpace();
    const at::NoGradGuard noGrad;
    std::vector<TextFeatures> answers;
    for (const std::string& text : texts)
        answers.push_back(read(text));
    std::size_t done = 0;
    for (const std::vector<std::size_t>& batch : batchesOf(answers)) {
        const double from = double(done) / double(texts.size());
        done += batch.size();
        if (!encodeBatch(batch, request, from, double(done) / double(texts.size()), progress,
                         answers))
            return cancelledError;
    }
    return answers;
}

bool ClipNetwork::encodeBatch(const std::vector<std::size_t>& batch, const TextRequest& request,
                              double from, double to, const Progress& progress,
                              std::vector<TextFeatures>& answers) const
{
    const TextTransformer& tower = m_weights.text;
    std::vector<int64_t> pooled;
    for (const std::size_t i : batch)
        pooled.push_back(answers[i].pooledRow);
    const at::Tensor pooledRows = at::tensor(pooled).to(m_device);

    PassRecorder recorder(m_info.textBlocks, request.hiddenStates, request.attention, pooledRows,
                          progress);
    recorder.reportAs(from, to, "encoding texts");
    const at::Tensor first = tower.embed(idsOf(answers, batch));
    const at::Tensor last = tower.trunk.run(first, recorder.watcher());
    if (!last.defined())
        return false;
    const at::Tensor global =
        request.global ? tower.finish(rowOfEach(last, pooledRows)) : at::Tensor();
    const at::Tensor tokens = request.tokens ? tower.finish(last) : at::Tensor();
    const at::Tensor localTokens =
        request.localTokens ? m_weights.localText(tower.finalNorm(last)) : at::Tensor();
    const at::Tensor states = recorder.hiddenStates();
    const std::vector<at::Tensor> attention = recorder.attention();

    for (int64_t b = 0; b < int64_t(batch.size()); ++b) {
        TextFeatures& answer = answers[batch[std::size_t(b)]];
        const auto count = int64_t(answer.spans.size());
        if (global.defined())
            answer.global = global[b].clone();
        if (tokens.defined())
            answer.tokens = ownRows(tokens, b, count);
        if (localTokens.defined())
            answer.localTokens = ownRows(localTokens, b, count);
        if (request.inputs)
            answer.inputs = ownRows(first, b, count);
        if (states.defined())
            answer.hiddenStates = states.select(1, b).slice(1, 0, count).clone();
        for (const at::Tensor& block : attention)
            answer.attention.push_back(block[b].slice(1, 0, count).slice(2, 0, count).clone());
    }
    return true;
}

} // namespace clip
