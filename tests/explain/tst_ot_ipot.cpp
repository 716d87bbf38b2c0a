// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/ops/transport.h"
#include "tests/support/check.h"
#include "tests/support/toy_context.h"

using namespace explain;
using support::near;
using support::numbers;

namespace {

at::Tensor planOf(const Explanation& result)
{
    return std::get<Alignment>(result.kind).plan;
}

} // namespace

TEST(meetsThePublishedNumbers)
{
    Context context = support::toyContext("ot-ipot");
    const auto found = support::run("ot-ipot", context);
    REQUIRE_OK(found);
    const Explanation& result = found->at(0);
    CHECK(near(planOf(result),
               numbers({.249921, 0, .083412, 0, .000086, 0, .166571, .166676, 0, .249997, .000016,
                        .083320})
                   .view({3, 4}),
               1e-6));
    CHECK(std::abs(result.values.at("distance") - 1.07267716) < 1e-8);
    CHECK(std::abs(result.values.at("residual")
                   - (planOf(result).sum(0) - .25).abs().max().item<double>())
          < 1e-12);
    CHECK(result.unit == "mass" && !result.isSigned);
    CHECK(near(planOf(result).sum(1), at::full({3}, 1. / 3, at::kDouble), 1e-12));
}

TEST(planIsThatOfTheCosinesBesideIt)
{
    Context context = support::toyContext("ot-ipot", {{"sweeps", "7"}, {"beta", "0.3"}});
    const auto found = support::run("ot-ipot", context);
    REQUIRE_OK(found);
    const TransportPlan again = proximalTransport(1 - found->at(0).extras.at("cosine"), 0.3, 7);
    CHECK(near(planOf(found->at(0)), again.weights, 1e-12));
}

TEST(officialFormGivesStartAndEndTheirShare)
{
    Context context = support::toyContext("ot-ipot", {{"variant", "official"}});
    const auto found = support::run("ot-ipot", context);
    REQUIRE_OK(found);
    CHECK(
        near(planOf(found->at(0)).sum(1), at::full({3}, .2, at::kDouble), 1e-12)); // 3 of 5 tokens
    CHECK(found->at(0).source.ends_with("variant official"));
}

TEST(wordsThatWereNotSeenHaveNoMass)
{
    std::string text;
    for (int i = 0; i < 80; ++i)
        text += "word ";
    Context context = support::toyContext("ot-ipot");
    context.samples[0].texts = {{text, Text::Role::Caption}};
    const auto found = support::run("ot-ipot", context);
    REQUIRE_OK(found);
    CHECK(found->at(0).status == Status::Truncated);
    const at::Tensor plan = planOf(found->at(0));
    CHECK(plan.size(0) == 80 && plan.slice(0, 75).isnan().all().item<bool>());
    CHECK(std::abs(plan.slice(0, 0, 75).sum().item<double>() - 1) < 1e-12);
}

TEST(cancelIsHeeded)
{
    Context context = support::toyContext("ot-ipot");
    context.progress.cancelled = [] { return true; };
    const auto found = support::run("ot-ipot", context);
    CHECK(!found && found.error().kind == Error::Kind::Cancelled);
}
