// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

namespace explain {

/// The middle 95 % of what a figure could have been had other cases come.
struct Interval {
    double low = std::numeric_limits<double>::quiet_NaN();
    double high = std::numeric_limits<double>::quiet_NaN(); ///< NaN: too few cases to say
};

/// How resamples are drawn; two figures with the same plan and number of cases see the same ones,
/// so their difference may be resampled too.
struct ResamplingPlan {
    int64_t resamples = 1000;
    uint64_t seed = 1;
};

/// Below so many cases an interval would pretend to know.
constexpr int64_t fewestCases = 10;

/// Percentile bootstrap over whole cases, never over the pixels, words or phrases inside one:
/// these are not independent.
///
/// \param cases     how many there are
/// \param statistic of a resample, told how often each case is in it; NaN: this one is left out
/// Source: Efron 1979; percentiles as numpy.percentile, linear.
Interval bootstrap(int64_t cases,
                   const std::function<double(std::span<const int64_t> times)>& statistic,
                   const ResamplingPlan& plan = {});

/// The interval of the mean of \p values, each from the case in \p caseOf. NaN values are left out.
/// Cases without a value do not count as cases.
/// \throws std::invalid_argument where the lengths differ
Interval meanInterval(std::span<const double> values, std::span<const int64_t> caseOf,
                      const ResamplingPlan& plan = {});

/// \p share (0 to 1) of \p values lie below it; linear between neighbours. NaN: there are none.
double quantile(std::vector<double> values, double share);

} // namespace explain
