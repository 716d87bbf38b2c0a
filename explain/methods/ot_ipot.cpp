// SPDX-License-Identifier: Apache-2.0
#include "explain/method.h"
#include "explain/ops/transport.h"
#include "explain/ops/word_patches.h"

#include <ATen/ATen.h>

namespace explain {
namespace {

/// Which patches carry each word's share, and how far text and image are apart.
class OtIpot final : public Method {
public:
    MethodInfo info() const override
    {
        return {
            .id = "ot-ipot",
            .title = "Word-region transport (proximal point)",
            .source = "Chen et al. 2020 (UNITER); Xie et al. 2018 (IPOT)",
            .kind = Alignment::name,
            .needs = {{Skill::Patches}, {Skill::Tokens}},
            .parameters = {
                {.key = "variant",
                 .help = "clean: words alone have mass; official: start and end tokens have "
                         "their share too",
                 .value = std::string("clean"),
                 .choices = {"clean", "official"}},
                {"sweeps", "steps towards the hard plan; fewer are softer", int64_t(50), 1, 1000},
                {"beta", "length of a step, in cosine distance", 0.5, 0.01, 10}}};
    }

    Expected<std::vector<Explanation>> run(Context& context) const override
    {
        const Parameters& knobs = context.parameters;
        return alignCaptions(
            context, knobs.get<std::string>("variant") == "official",
            [&](const WordPatches& pairs, Explanation& result) { fill(pairs, knobs, result); });
    }

private:
    static void fill(const WordPatches& pairs, const Parameters& knobs, Explanation& result)
    {
        const TransportPlan plan = proximalTransport(1 - pairs.cosine, knobs.get<double>("beta"),
                                                     knobs.get<int64_t>("sweeps"));
        const at::Tensor weights = plan.weights.to(pairs.cosine.scalar_type());
        result.kind = Alignment{mergeTokens(weights, pairs.tokens, pairs.words, Merge::Sum)};
        result.unit = "mass";
        result.isSigned = false;
        result.values = {{"distance", plan.cost}, {"residual", plan.residual}};
        // A word must send its mass somewhere; only the cosine tells whether it fits there.
        result.extras = {
            {"cosine", mergeTokens(pairs.cosine, pairs.tokens, pairs.words, Merge::Max)}};
    }
};

const RegisterMethod registered{std::make_unique<OtIpot>()};

} // namespace
} // namespace explain
