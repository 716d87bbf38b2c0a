// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/pass_recorder.h"
#include "explain/nets/text_slopes.h"
#include "plugins/siglip/siglip_network.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

using namespace explain;

namespace siglip {
namespace {

/// Enough to keep the processor's cores busy, few enough that cancelling is felt at once.
constexpr int64_t tokensOfBatch = 2048;

} // namespace

TextFeatures SiglipNetwork::read(const std::string& text) const
{
    const auto context = std::size_t(m_info.contextLength);
    Tokenization read = m_reading.tokenizer->encode(text, m_info.contextLength);
    TextFeatures out{.spans = std::move(read.tokens),
                     .pooledRow = m_info.contextLength - 1,
                     .truncatedAt = read.truncatedAt,
                     .notice = std::move(read.notice)};
    const Token padding{.id = m_reading.tokenizer->paddingId(), .text = "<pad>", .special = true};
    const std::size_t missing = context - std::min(context, out.spans.size());
    out.spans.insert(m_reading.padsLeft ? out.spans.begin() : out.spans.end(), missing, padding);
    return out;
}

at::Tensor SiglipNetwork::idsOf(const std::vector<TextFeatures>& texts, std::size_t begin,
                                std::size_t end) const
{
    std::vector<int64_t> ids;
    for (std::size_t i = begin; i < end; ++i)
        for (const Token& token : texts[i].spans)
            ids.push_back(token.id);
    return at::tensor(ids).view({int64_t(end - begin), m_info.contextLength}).to(m_device);
}

Expected<std::vector<TextFeatures>>
SiglipNetwork::encodeTexts(const std::vector<std::string>& texts, const TextRequest& request,
                           const Progress& progress) const
{
    if (request.localTokens)
        return Error{Error::Kind::Network,
                     "'" + m_info.name
                         + "': expected the joint space, found a request for the local one"};
    const at::NoGradGuard noGrad;
    const TextTransformer& tower = m_weights.text;
    std::vector<TextFeatures> answers;
    for (const std::string& text : texts)
        answers.push_back(read(text));
    const auto batch = std::size_t(std::max<int64_t>(1, tokensOfBatch / m_info.contextLength));
    for (std::size_t begin = 0; begin < texts.size(); begin += batch) {
        const std::size_t end = std::min(texts.size(), begin + batch);
        const at::Tensor pooled = at::full({int64_t(end - begin)}, m_info.contextLength - 1,
                                           at::TensorOptions(m_device).dtype(at::kLong));
        PassRecorder recorder(m_info.textBlocks, request.hiddenStates, request.attention, pooled,
                              progress);
        recorder.reportAs(double(begin) / double(texts.size()), double(end) / double(texts.size()),
                          "encoding texts");
        const at::Tensor first = tower.embed(idsOf(answers, begin, end));
        const at::Tensor last = tower.trunk.run(first, recorder.watcher());
        if (!last.defined())
            return cancelledError;
        const at::Tensor vectors = request.global || request.tokens ? tower.finish(last) : last;
        const at::Tensor states = recorder.hiddenStates();
        const std::vector<at::Tensor> attention = recorder.attention();
        for (std::size_t i = begin; i < end; ++i) {
            TextFeatures& answer = answers[i];
            const auto b = int64_t(i - begin);
            if (request.global)
                answer.global = vectors[b][answer.pooledRow].clone();
            if (request.tokens)
                answer.tokens = vectors[b].clone();
            if (request.inputs)
                answer.inputs = first[b].clone();
            if (states.defined())
                answer.hiddenStates = states.select(1, b).clone();
            for (const at::Tensor& block : attention)
                answer.attention.push_back(block[b].clone());
        }
    }
    return answers;
}

Expected<TextAttention> SiglipNetwork::attention(const std::string& text, const at::Tensor& target,
                                                 int64_t wanted, AttentionRequest::Rows rows,
                                                 const Progress& progress) const
{
    TextFeatures words = read(text);
    const at::Tensor ids = idsOf({words}, 0, 1);
    return attentionSlopes(m_weights.text, ids, std::move(words), target, wanted, rows, progress);
}

Expected<InputGradient> SiglipNetwork::inputs(const at::Tensor& points, int64_t pooledRow,
                                              const at::Tensor& target,
                                              const Progress& progress) const
{
    return inputSlopes(m_weights.text, points, pooledRow, target, progress);
}

} // namespace siglip
