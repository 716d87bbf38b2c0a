// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/attention.h"
#include "explain/nets/pass_recorder.h"
#include "explain/nets/positions.h"
#include "explain/nets/transformer.h"

#include "tests/support/check.h"

#include <cmath>

using namespace explain;
using support::near;

namespace {

Linear randomLinear(int64_t out, int64_t in)
{
    return {at::randn({out, in}) / std::sqrt(double(in)), at::randn({out}) * 0.1};
}

Transformer randomTransformer(bool causal)
{
    at::manual_seed(11);
    Transformer made{.heads = 3, .activation = Activation::Gelu, .causal = causal};
    for (int i = 0; i < 3; ++i)
        made.blocks.push_back({.norm1 = {at::ones(12), at::zeros(12)},
                               .query = randomLinear(12, 12),
                               .key = randomLinear(12, 12),
                               .value = randomLinear(12, 12),
                               .out = randomLinear(12, 12),
                               .norm2 = {at::ones(12), at::zeros(12)},
                               .fc1 = randomLinear(20, 12),
                               .fc2 = randomLinear(12, 20)});
    return made;
}

} // namespace

TEST(bothPathsOfAttentionAgree)
{
    at::manual_seed(1);
    for (const bool causal : {false, true}) {
        const at::Tensor q = at::randn({2, 3, 7, 4}), k = at::randn({2, 3, 7, 4}),
                         v = at::randn({2, 3, 7, 4});
        const at::Tensor a = attentionProbabilities(q, k, causal);
        CHECK(near(a.sum(-1), at::ones({2, 3, 7}), 1e-6));
        CHECK(near(at::matmul(a, v), fusedAttention(q, k, v, causal), 1e-5));
        CHECK(causal == (a.triu(1).abs().max().item<double>() == 0));
        const at::Tensor half =
            attentionProbabilities(q.to(at::kBFloat16), k.to(at::kBFloat16), causal);
        CHECK(half.scalar_type() == at::kFloat);
    }
}

TEST(headsAreSlicesOfTheChannels)
{
    const at::Tensor x = at::arange(24, at::kFloat).view({1, 2, 12});
    const at::Tensor heads = splitHeads(x, 3);
    CHECK(heads[0][1][0].equal(x[0][0].slice(0, 4, 8)));
    CHECK(joinHeads(heads).equal(x));
}

TEST(activationsAreThoseOfTheirNames)
{
    const at::Tensor x = at::tensor({-2.0, -0.5, 0.0, 1.0, 3.0}, at::kDouble);
    const at::Tensor exact = x * 0.5 * (1 + at::erf(x / std::sqrt(2.0)));
    CHECK(near(activate(*activationNamed("gelu"), x), exact, 1e-12));
    CHECK(near(activate(*activationNamed("quick_gelu"), x), x / (1 + at::exp(-1.702 * x)), 1e-12));
    const at::Tensor inner = std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x);
    CHECK(near(activate(*activationNamed("gelu_pytorch_tanh"), x), 0.5 * x * (1 + inner.tanh()),
               1e-12));
    CHECK(!activationNamed("relu"));
}

TEST(recordersKeepWhatWasAskedFor)
{
    for (const bool causal : {false, true}) {
        const Transformer transformer = randomTransformer(causal);
        const at::Tensor x = at::randn({2, 5, 12});
        const at::Tensor rows = at::tensor({4, 1}, at::kLong);
        PassRecorder all(3, 99, AttentionRequest{{2, 0, -1}}, rows, {});
        PassRecorder some(3, 2, AttentionRequest{{1}, AttentionRequest::Rows::Pooled}, rows, {});
        const at::Tensor explicitly = transformer.run(x, all.watcher());
        const at::Tensor partly = transformer.run(x, some.watcher());
        const at::Tensor fused = transformer.run(x);
        CHECK(near(explicitly, fused, 1e-5) && near(partly, fused, 1e-5));
        CHECK(all.hiddenStates().size(0) == 4 && all.hiddenStates()[0].equal(x));
        CHECK(near(all.hiddenStates()[3], fused, 1e-5));
        CHECK(some.hiddenStates().size(0) == 2);
        CHECK(all.attention().size() == 3 && all.attention()[0].equal(all.attention()[2]));
        CHECK(some.attention().size() == 1);
        CHECK(some.attention()[0].sizes() == at::IntArrayRef({2, 3, 1, 5}));

        PassRecorder middle(3, 0, AttentionRequest{{1}}, rows, {});
        transformer.run(x, middle.watcher());
        CHECK(
            near(some.attention()[0][0].select(1, 0), middle.attention()[0][0].select(1, 4), 1e-5));
        CHECK(
            near(some.attention()[0][1].select(1, 0), middle.attention()[0][1].select(1, 1), 1e-5));
        CHECK(!middle.hiddenStates().defined());
    }
}

/// What stands behind a token changes nothing for it: padding may be any token.
TEST(causalTokensSeeThePastAlone)
{
    const Transformer transformer = randomTransformer(true);
    const at::Tensor x = at::randn({1, 6, 12});
    const at::Tensor longer = at::cat({x, at::randn({1, 3, 12})}, 1);
    CHECK(near(transformer.run(longer).slice(1, 0, 6), transformer.run(x), 1e-5));
    const Transformer seesAll = randomTransformer(false);
    CHECK(support::distance(seesAll.run(longer).slice(1, 0, 6), seesAll.run(x)) > 1e-3);
}

TEST(aPassMayBeginAndEndAnywhere)
{
    const Transformer transformer = randomTransformer(false);
    const at::Tensor x = at::randn({1, 4, 12});
    at::Tensor second;
    const BlockWatcher stopping{.state = [&](int64_t index, const at::Tensor& state) {
        second = state;
        return index < 1;
    }};
    CHECK(!transformer.run(x, stopping).defined());
    CHECK(near(transformer.run(second, {}, 1), transformer.run(x), 1e-6));
}

/// Both filters keep the class token's row and a constant table, and differ where the grid shrinks.
TEST(positionsAreResizedOnTheirGridAlone)
{
    at::manual_seed(2);
    const at::Tensor table = at::randn({1 + 4 * 4, 3});
    for (const auto filter : {PositionFilter::Bicubic, PositionFilter::BicubicAntialiased}) {
        CHECK(resizedPositions(table, 4, 4, 4, 4, filter).is_same(table));
        const at::Tensor larger = resizedPositions(table, 4, 4, 5, 7, filter);
        CHECK(larger.size(0) == 1 + 35 && larger[0].equal(table[0]));
        const at::Tensor flat = at::full({1 + 16, 3}, 2.5);
        CHECK(near(resizedPositions(flat, 4, 4, 2, 3, filter), at::full({1 + 6, 3}, 2.5), 1e-6));
    }
    const auto shrunk = [&](PositionFilter filter) {
        return resizedPositions(table, 4, 4, 2, 2, filter);
    };
    CHECK(support::distance(shrunk(PositionFilter::Bicubic),
                            shrunk(PositionFilter::BicubicAntialiased))
          > 1e-2);
}
