// SPDX-License-Identifier: Apache-2.0
#include "calibration/figures.h"

#include "explain/metrics/ranking.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace calibration {
namespace {

using explain::Ranking;

double meanOf(const std::vector<double>& values)
{
    double sum = 0;
    int64_t count = 0;
    for (const double value : values)
        if (!std::isnan(value)) {
            sum += value;
            ++count;
        }
    return count > 0 ? sum / double(count) : Figure::none;
}

/// Of the observations of \p metric and, unless it is empty, \p group.
Figure meanOf(const std::vector<Observation>& observations, const std::string& metric,
              const std::string& group, const explain::ResamplingPlan& plan)
{
    std::vector<double> values, chances, ceilings;
    std::vector<int64_t> cases;
    Figure figure{.metric = metric, .group = group};
    for (const Observation& seen : observations) {
        if (seen.metric != metric || (!group.empty() && seen.group != group))
            continue;
        if (std::isnan(seen.value)) {
            ++figure.undefined;
            continue;
        }
        values.push_back(seen.value);
        cases.push_back(seen.caseIndex);
        chances.push_back(seen.chance);
        ceilings.push_back(seen.ceiling);
    }
    const explain::Interval interval = explain::meanInterval(values, cases, plan);
    figure.value = meanOf(values);
    figure.low = interval.low;
    figure.high = interval.high;
    figure.chance = meanOf(chances);
    figure.ceiling = meanOf(ceilings);
    figure.count = int64_t(values.size());
    return figure;
}

template <class Statistic>
Figure figureOf(const Ranked& items, const std::string& metric, const std::string& group,
                int64_t cases, const explain::ResamplingPlan& plan, Statistic statistic)
{
    const Ranking ranking(items.scores, items.isTrue, items.cases);
    const explain::Interval interval = explain::bootstrap(
        cases, [&](std::span<const int64_t> times) { return statistic(ranking, times); }, plan);
    return {.metric = metric,
            .group = group,
            .value = statistic(ranking, {}),
            .low = interval.low,
            .high = interval.high,
            .count = int64_t(items.scores.size()),
            .undefined = items.undefined};
}

} // namespace

std::vector<Figure> meansOf(const std::vector<Observation>& observations,
                            const std::set<std::string>& grouped,
                            const explain::ResamplingPlan& plan)
{
    std::vector<std::string> metricsInOrder;
    std::set<std::string> groups;
    for (const Observation& seen : observations) {
        if (std::ranges::find(metricsInOrder, seen.metric) == metricsInOrder.end())
            metricsInOrder.push_back(seen.metric);
        if (!seen.group.empty())
            groups.insert(seen.group);
    }
    std::vector<Figure> figures;
    for (const std::string& metric : metricsInOrder) {
        figures.push_back(meanOf(observations, metric, {}, plan));
        for (const std::string& group : groups)
            if (grouped.contains(metric))
                if (Figure figure = meanOf(observations, metric, group, plan);
                    figure.count + figure.undefined > 0)
                    figures.push_back(std::move(figure));
    }
    return figures;
}

void Ranked::add(double score, bool belongs, int64_t caseIndex)
{
    if (std::isnan(score)) {
        ++undefined;
        return;
    }
    scores.push_back(score);
    isTrue.push_back(belongs);
    cases.push_back(caseIndex);
}

Figure aurocOf(const Ranked& items, const std::string& metric, const std::string& group,
               int64_t cases, const explain::ResamplingPlan& plan)
{
    Figure figure = figureOf(items, metric, group, cases, plan,
                             [](const Ranking& ranking, std::span<const int64_t> times) {
                                 return ranking.auroc(times);
                             });
    figure.chance = .5;
    return figure;
}

Figure precisionOf(const Ranked& items, const std::string& metric, const std::string& group,
                   int64_t cases, const explain::ResamplingPlan& plan)
{
    Figure figure = figureOf(items, metric, group, cases, plan,
                             [](const Ranking& ranking, std::span<const int64_t> times) {
                                 return ranking.averagePrecision(times);
                             });
    if (!items.isTrue.empty())
        figure.chance = double(std::accumulate(items.isTrue.begin(), items.isTrue.end(), 0))
            / double(items.isTrue.size());
    return figure;
}

Figure f1Of(const Ranked& items, double threshold, const std::string& metric, int64_t cases,
            const explain::ResamplingPlan& plan)
{
    return figureOf(items, metric, {}, cases, plan,
                    [&](const Ranking& ranking, std::span<const int64_t> times) {
                        return ranking.f1(threshold, times);
                    });
}

} // namespace calibration
