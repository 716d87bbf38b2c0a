// SPDX-License-Identifier: Apache-2.0
#include "explain/metrics/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <stdexcept>

namespace explain {
namespace {

/// Below \p count; the same on every machine, which the standard's distributions are not.
int64_t below(std::mt19937_64& bits, int64_t count)
{
    return int64_t((bits() >> 32) * uint64_t(count) >> 32);
}

} // namespace

double quantile(std::vector<double> values, double share)
{
    if (values.empty())
        return std::numeric_limits<double>::quiet_NaN();
    std::ranges::sort(values);
    const double place = share * double(values.size() - 1);
    const auto below = std::size_t(place);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    return std::lerp(values[below], values[above], place - double(below));
}

Interval bootstrap(int64_t cases,
                   const std::function<double(std::span<const int64_t> times)>& statistic,
                   const ResamplingPlan& plan)
{
    if (cases < fewestCases || cases > UINT32_MAX)
        return {};
    std::mt19937_64 bits(plan.seed);
    std::vector<int64_t> times(static_cast<std::size_t>(cases));
    std::vector<double> figures;
    for (int64_t i = 0; i < plan.resamples; ++i) {
        std::ranges::fill(times, 0);
        for (int64_t k = 0; k < cases; ++k)
            ++times[std::size_t(below(bits, cases))];
        if (const double figure = statistic(times); !std::isnan(figure))
            figures.push_back(figure);
    }
    return {quantile(figures, .025), quantile(figures, .975)};
}

Interval meanInterval(std::span<const double> values, std::span<const int64_t> caseOf,
                      const ResamplingPlan& plan)
{
    if (values.size() != caseOf.size())
        throw std::invalid_argument("bootstrap: lists differ in length");
    struct Sum {
        double sum = 0;
        int64_t count = 0;
    };
    std::map<int64_t, Sum> byCase;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!std::isnan(values[i])) {
            byCase[caseOf[i]].sum += values[i];
            ++byCase[caseOf[i]].count;
        }
    std::vector<Sum> sums;
    for (const auto& [number, sum] : byCase)
        sums.push_back(sum);
    return bootstrap(
        int64_t(sums.size()),
        [&](std::span<const int64_t> times) {
            double sum = 0, count = 0;
            for (std::size_t i = 0; i < sums.size(); ++i) {
                sum += double(times[i]) * sums[i].sum;
                count += double(times[i] * sums[i].count);
            }
            return sum / count;
        },
        plan);
}

} // namespace explain
