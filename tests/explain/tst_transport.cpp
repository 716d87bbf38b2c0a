// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/ops/transport.h"

#include "tests/support/check.h"

using namespace explain;
using support::near;

namespace {

at::Tensor matrix(std::vector<double> values, int64_t rows)
{
    return at::tensor(values, at::kDouble).view({rows, -1});
}

const at::Tensor& threeByThree()
{
    static const at::Tensor costs = matrix({.1, .6, .9, .7, .2, .8, .5, .9, .3}, 3);
    return costs;
}

} // namespace

TEST(oneSweepMeetsTheWorkedExample)
{
    const TransportPlan plan = proximalTransport(threeByThree(), .5, 1);
    CHECK(near(
        plan.weights,
        matrix({.187299, .086868, .059166, .058397, .200128, .074808, .085456, .048409, .199468},
               3),
        1e-6));
    CHECK(std::abs(plan.cost - .410987) < 1e-6);
}

TEST(moreSweepsTendToTheAssignment)
{
    CHECK(std::abs(proximalTransport(threeByThree(), .5, 5).cost - .206747) < 1e-6);
    const TransportPlan plan = proximalTransport(threeByThree(), .5, 50);
    CHECK(near(plan.weights, at::eye(3, at::kDouble) / 3, 1e-6));
    CHECK(std::abs(plan.cost - .2) < 1e-6); // of the best of the six assignments, .6 / 3
}

TEST(unequalSidesMeetTheLinearProgram)
{
    const TransportPlan plan = proximalTransport(matrix({.2, .8, .5, .9, .3, .4}, 2));
    CHECK(near(plan.weights, matrix({1. / 3, 0, 1. / 6, 0, 1. / 3, 1. / 6}, 2), 1e-5));
    CHECK(std::abs(plan.cost - .316667) < 1e-6);
}

TEST(sharesAreEqualAndTheResidualIsHonest)
{
    struct Case {
        int64_t words, regions, sweeps;
    };
    for (const auto& [words, regions, sweeps] :
         {Case{1, 1, 1}, Case{1, 49, 3}, Case{12, 196, 50}, Case{40, 3, 50}}) {
        at::manual_seed(7);
        const at::Tensor costs = 2 * at::rand({words, regions});
        const TransportPlan plan = proximalTransport(costs, .5, sweeps);
        CHECK(plan.weights.ge(0).all().item<bool>());
        CHECK(near(plan.weights.sum(1) * words, at::ones({words}), 1e-12));
        const double off = (plan.weights.sum(0) - 1. / double(regions)).abs().max().item<double>();
        CHECK(std::abs(plan.residual - off) < 1e-15);
        CHECK(plan.cost >= costs.min().item<double>() && plan.cost <= costs.max().item<double>());
    }
}

TEST(orderOfWordsAndRegionsDoesNotMatter)
{
    at::manual_seed(11);
    const at::Tensor costs = at::rand({5, 9}, at::kDouble);
    const at::Tensor words = at::randperm(5), regions = at::randperm(9);
    const auto reordered = [&](const at::Tensor& x) {
        return x.index_select(0, words).index_select(1, regions);
    };
    CHECK(near(proximalTransport(reordered(costs)).weights,
               reordered(proximalTransport(costs).weights), 1e-12));
}

TEST(aCostThatIsNoNumberIsTheCallersMistake)
{
    bool thrown = false;
    try {
        proximalTransport(matrix({.1, NAN}, 1));
    } catch (const c10::Error&) {
        thrown = true;
    }
    CHECK(thrown);
}
