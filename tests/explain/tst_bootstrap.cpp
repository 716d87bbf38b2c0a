// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/metrics/bootstrap.h"
#include "explain/regular_file.h"
#include "tests/support/check.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <numeric>

namespace {

using explain::Interval;

std::vector<int64_t> ownCases(std::size_t count)
{
    std::vector<int64_t> cases(count);
    std::iota(cases.begin(), cases.end(), 0);
    return cases;
}

TEST(quantilesAreThoseOfNumpy)
{
    const auto bytes = explain::readWholeFile(support::goldenFolder() / "metrics.json");
    REQUIRE_OK(bytes);
    const auto all = nlohmann::json::parse(*bytes)["quantiles"];
    REQUIRE(all.size() == 6);
    for (const auto& one : all)
        CHECK(std::abs(explain::quantile(one["values"], one["share"]) - double(one["quantile"]))
              < 1e-12);
    CHECK(std::isnan(explain::quantile({}, .5)));
}

TEST(constantValuesHaveNoWidth)
{
    const Interval interval = explain::meanInterval(std::vector<double>(50, .7), ownCases(50));
    CHECK(std::abs(interval.low - .7) < 1e-12);
    CHECK(std::abs(interval.high - .7) < 1e-12);
}

TEST(widthsAreThoseOfABinomial)
{
    // 400 coins of 0.7: the normal interval is 0.7 -+ 1.96 sqrt(.7 .3 / 400) = 0.655 to 0.745.
    std::vector<double> coins(400);
    std::fill_n(coins.begin(), 280, 1);
    const Interval interval = explain::meanInterval(coins, ownCases(400), {.resamples = 4000});
    CHECK(std::abs(interval.low - .655) < .004);
    CHECK(std::abs(interval.high - .745) < .004);
}

TEST(phrasesOfOneCaseAreNotIndependent)
{
    // The same 400 coins, ten to a case that all fall alike: as wide as 40 coins.
    std::vector<double> coins(400);
    std::fill_n(coins.begin(), 280, 1);
    std::vector<int64_t> cases(400);
    for (std::size_t i = 0; i < cases.size(); ++i)
        cases[i] = int64_t(i / 10);
    const Interval interval = explain::meanInterval(coins, cases, {.resamples = 4000});
    const double half = 1.96 * std::sqrt(.7 * .3 / 40);
    CHECK(std::abs(interval.low - (.7 - half)) < .02);
    CHECK(std::abs(interval.high - (.7 + half)) < .02);
}

TEST(fewCasesHaveNoInterval)
{
    CHECK(std::isnan(explain::meanInterval(std::vector<double>(9, 1), ownCases(9)).low));
    std::vector<double> values(12, NAN);
    values[3] = 1;
    CHECK(std::isnan(explain::meanInterval(values, ownCases(12)).high));
}

TEST(samePlanSameResamples)
{
    std::vector<std::vector<int64_t>> first, second, other;
    const auto into = [](auto& all) {
        return [&all](std::span<const int64_t> times) {
            all.emplace_back(times.begin(), times.end());
            return 0.;
        };
    };
    explain::bootstrap(20, into(first), {.resamples = 5, .seed = 3});
    explain::bootstrap(20, into(second), {.resamples = 5, .seed = 3});
    explain::bootstrap(20, into(other), {.resamples = 5, .seed = 4});
    CHECK(first == second && first != other);
    REQUIRE(first.size() == 5);
    for (const auto& times : first)
        CHECK(std::accumulate(times.begin(), times.end(), int64_t(0)) == 20);
}

} // namespace
