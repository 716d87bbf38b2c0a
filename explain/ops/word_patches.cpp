// SPDX-License-Identifier: Apache-2.0
#include "explain/ops/word_patches.h"

#include "explain/ops/similarity.h"
#include "explain/ops/status.h"

#include <ATen/ATen.h>

namespace explain {
namespace {

std::vector<int64_t> rowsOf(const std::vector<Token>& tokens, bool withSpecials)
{
    std::vector<int64_t> rows;
    for (std::size_t t = 0; t < tokens.size(); ++t)
        if (withSpecials || !tokens[t].special)
            rows.push_back(int64_t(t));
    return rows;
}

/// \returns cosines and tokens; undefined cosines where the status that \p result gets says why
WordPatches compare(const at::Tensor& patches, const at::Tensor& wordVectors,
                    const TextFeatures& text, bool withSpecials, Explanation& result)
{
    WordPatches pairs;
    const std::vector<int64_t> rows = rowsOf(text.spans, withSpecials);
    if (rows.empty() && result.status == Status::Ok)
        result.status = Status::NoWords; // nothing of it is in the vocabulary
    if (result.status != Status::Ok)
        return pairs;
    for (const int64_t row : rows)
        pairs.tokens.push_back(text.spans[std::size_t(row)]);
    const at::Tensor vectors =
        wordVectors.index_select(0, at::tensor(rows, wordVectors.options().dtype(at::kLong)));
    result.status = firstOf({statusOf(patches), statusOf(vectors), statusOf(text)});
    if (hasNumbers(result))
        pairs.cosine = cosines(vectors, patches);
    return pairs;
}

} // namespace

Space wordSpace(const Network& network)
{
    return network.dualEncoder()->offers(Space::Local) ? Space::Local : Space::Joint;
}

Expected<std::vector<Explanation>>
alignCaptions(const Context& context, bool withSpecials,
              const std::function<void(const WordPatches&, Explanation&)>& fill)
{
    const std::vector<std::size_t> places = textsOf(context.sample(), Text::Role::Caption);
    if (places.empty())
        return std::vector<Explanation>();
    std::vector<std::string> captions;
    for (const std::size_t place : places)
        captions.push_back(context.sample().texts[place].text);
    const Space space = wordSpace(context.network());
    const bool local = space == Space::Local;
    const auto image = context.image({.patches = !local, .localPatches = local});
    if (!image)
        return image.error();
    const auto texts = context.texts(captions, {.tokens = !local, .localTokens = local});
    if (!texts)
        return texts.error();

    std::vector<Explanation> results;
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (context.progress.cancelled())
            return cancelledError;
        Explanation result{.kind = Alignment{},
                           .text = places[i],
                           .status = statusOf(captions[i]),
                           .unit = "cosine",
                           .geometry = image->geometry};
        const TextFeatures& text = (*texts)[i];
        WordPatches pairs =
            compare(patchesIn(*image, space)[0], tokensIn(text, space), text, withSpecials, result);
        pairs.words = wordsOf(captions[i]);
        result.labels = labelsOf(pairs.words);
        if (hasNumbers(result))
            fill(pairs, result);
        results.push_back(std::move(result));
    }
    return results;
}

} // namespace explain
