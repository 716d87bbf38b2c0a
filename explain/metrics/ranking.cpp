// SPDX-License-Identifier: Apache-2.0
#include "explain/metrics/ranking.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace explain {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Whether \p figure is more than rounding above \p best, which may still be NaN.
bool improves(double figure, double best)
{
    return !(figure <= best + 1e-12);
}

std::vector<double> ranksOf(std::span<const double> values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
    std::vector<double> ranks(values.size());
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        while (end < order.size() && values[order[end]] == values[order[begin]])
            ++end;
        for (std::size_t i = begin; i < end; ++i)
            ranks[order[i]] = double(begin + end - 1) / 2;
    }
    return ranks;
}

} // namespace

Ranking::Ranking(std::span<const double> scores, std::span<const uint8_t> isTrue,
                 std::span<const int64_t> cluster)
{
    if (scores.size() != isTrue.size() || (!cluster.empty() && cluster.size() != scores.size()))
        throw std::invalid_argument("ranking: lists differ in length");
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (std::isnan(scores[i]))
            throw std::invalid_argument("ranking: a score is NaN");
        m_items.push_back({scores[i], cluster.empty() ? 0 : cluster[i], isTrue[i] != 0});
    }
    std::ranges::stable_sort(m_items, std::greater(), &Item::score);
}

template <class See> void Ranking::eachTie(std::span<const int64_t> weights, See see) const
{
    for (std::size_t i = 0; i < m_items.size();) {
        const double score = m_items[i].score;
        double inside = 0, outside = 0;
        for (; i < m_items.size() && m_items[i].score == score; ++i) {
            const Item& item = m_items[i];
            const double weight = weights.empty() ? 1 : double(weights[std::size_t(item.cluster)]);
            (item.isTrue ? inside : outside) += weight;
        }
        see(score, inside, outside);
    }
}

double Ranking::auroc(std::span<const int64_t> weights) const
{
    double outranked = 0, inside = 0, outside = 0;
    eachTie(weights, [&](double, double in, double out) {
        inside += in;
        outranked += out * (inside - in / 2);
        outside += out;
    });
    return inside > 0 && outside > 0 ? outranked / (inside * outside) : none;
}

double Ranking::averagePrecision(std::span<const int64_t> weights) const
{
    double sum = 0, inside = 0, outside = 0;
    eachTie(weights, [&](double, double in, double out) {
        inside += in;
        outside += out;
        if (in > 0)
            sum += in * inside / (inside + outside);
    });
    return inside > 0 ? sum / inside : none;
}

Ranking::Cut Ranking::bestF1() const
{
    const auto all = double(std::ranges::count_if(m_items, &Item::isTrue));
    Cut best{none, none};
    double inside = 0, outside = 0;
    eachTie({}, [&](double score, double in, double out) {
        inside += in;
        outside += out;
        const double f1 = 2 * inside / (all + inside + outside);
        if (all > 0 && improves(f1, best.f1))
            best = {score, f1};
    });
    return best;
}

Ranking::Split Ranking::bestSplit() const
{
    const auto in = double(std::ranges::count_if(m_items, &Item::isTrue));
    const double out = double(m_items.size()) - in;
    Split best{none, none};
    if (in == 0 || out == 0)
        return best;
    double inside = 0, outside = 0;
    eachTie({}, [&](double score, double here, double there) {
        inside += here;
        outside += there;
        const double accuracy = (inside / in + 1 - outside / out) / 2;
        if (improves(accuracy, best.accuracy))
            best = {score, accuracy};
    });
    return best;
}

double Ranking::f1(double threshold, std::span<const int64_t> weights) const
{
    double found = 0, flagged = 0, all = 0;
    eachTie(weights, [&](double score, double in, double out) {
        all += in;
        if (score >= threshold) {
            found += in;
            flagged += in + out;
        }
    });
    return all > 0 ? 2 * found / (all + flagged) : none;
}

double spearman(std::span<const double> a, std::span<const double> b)
{
    if (a.size() != b.size())
        throw std::invalid_argument("spearman: lists differ in length");
    const std::vector<double> first = ranksOf(a), second = ranksOf(b);
    const double mean = double(a.size() - 1) / 2; // ties keep it
    double product = 0, squares = 0, otherSquares = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        product += (first[i] - mean) * (second[i] - mean);
        squares += (first[i] - mean) * (first[i] - mean);
        otherSquares += (second[i] - mean) * (second[i] - mean);
    }
    return squares > 0 && otherSquares > 0 ? product / std::sqrt(squares * otherSquares) : none;
}

} // namespace explain
