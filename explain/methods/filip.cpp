// SPDX-License-Identifier: Apache-2.0
#include "explain/method.h"
#include "explain/ops/similarity.h"
#include "explain/ops/word_patches.h"

#include <ATen/ATen.h>

namespace explain {
namespace {

/// Every patch's best word and every word's best patch.
class Filip final : public Method {
public:
    MethodInfo info() const override
    {
        return {.id = "filip",
                .title = "Token-wise late interaction",
                .source = "Yao et al. 2021 (FILIP)",
                .kind = Alignment::name,
                .needs = {{Skill::Patches}, {Skill::Tokens}},
                .parameters = {{"specials",
                                "let start and end tokens compete for patches and count in the "
                                "scores",
                                false}}};
    }

    Expected<std::vector<Explanation>> run(Context& context) const override
    {
        return alignCaptions(context, context.parameters.get<bool>("specials"), fill);
    }

private:
    static void fill(const WordPatches& pairs, Explanation& result)
    {
        const LateInteraction scores = lateInteraction(pairs.cosine.t());
        const at::Tensor plan =
            mergeTokens(pairs.cosine, pairs.tokens, pairs.words, Merge::Max); // [words, N]
        result.kind = Alignment{plan};
        result.values = {{"s_image", scores.image}, {"s_text", scores.text}};
        result.extras = {{"best_patch", bestPatches(plan)}, {"best_word", bestWords(plan, pairs)}};
    }

    static at::Tensor bestPatches(const at::Tensor& plan) // [words]; -1: the word was not seen
    {
        return plan.argmax(1).masked_fill(plan.isnan().any(1), -1);
    }

    static at::Tensor bestWords(const at::Tensor& plan, const WordPatches& pairs) // [N]; -1: none
    {
        const auto [best, word] = plan.nan_to_num(-INFINITY).max(0);
        at::Tensor rivals = at::full_like(best, -INFINITY);
        for (std::size_t t = 0; t < pairs.tokens.size(); ++t)
            if (pairs.tokens[t].special)
                rivals = at::maximum(rivals, pairs.cosine[int64_t(t)]);
        return word.masked_fill(rivals > best, -1);
    }
};

const RegisterMethod registered{std::make_unique<Filip>()};

} // namespace
} // namespace explain
