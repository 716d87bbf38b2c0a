// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "calibration/result.h"
#include "explain/metrics/bootstrap.h"

#include <set>
#include <string>
#include <vector>

namespace calibration {

/// One measured value, before it becomes part of a figure.
struct Observation {
    std::string metric;
    std::string group; ///< empty: counts for all together only
    int64_t caseIndex = 0;
    double value = Figure::none;   ///< NaN: the metric has no value here
    double chance = Figure::none;  ///< what guessing gives here
    double ceiling = Figure::none; ///< what a perfect map gives here
};

/// The means of \p observations, a figure a metric, in the order in which metrics first occur, and
/// for the metrics in \p grouped one a group, in alphabetical order.
std::vector<Figure> meansOf(const std::vector<Observation>& observations,
                            const std::set<std::string>& grouped,
                            const explain::ResamplingPlan& plan);

/// Items that a method ranks, of which some should come first; a row an item.
struct Ranked {
    std::vector<double> scores;
    std::vector<uint8_t> isTrue;
    std::vector<int64_t> cases; ///< the case of each
    int64_t undefined = 0;      ///< items that had no score

    void add(double score, bool belongs, int64_t caseIndex); ///< a NaN counts as undefined
};

/// The chance that an item that belongs outranks one that does not, or the average precision.
Figure aurocOf(const Ranked& items, const std::string& metric, const std::string& group,
               int64_t cases, const explain::ResamplingPlan& plan);
Figure precisionOf(const Ranked& items, const std::string& metric, const std::string& group,
                   int64_t cases, const explain::ResamplingPlan& plan);

/// F1 of "at or above \p threshold".
Figure f1Of(const Ranked& items, double threshold, const std::string& metric, int64_t cases,
            const explain::ResamplingPlan& plan);

/// Thresholds are found on the cases of even number and judged on the others.
inline bool choosesThresholds(int64_t caseIndex)
{
    return caseIndex % 2 == 0;
}

} // namespace calibration
