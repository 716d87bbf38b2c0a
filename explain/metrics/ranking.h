// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace explain {

/// How well numbers part two classes, by their order alone. Sorted once: the figures of many
/// resamples then cost one walk each.
class Ranking {
public:
    /// \param scores  of each item; no NaN
    /// \param isTrue  whether it belongs to the class that should score higher: 1 or 0
    /// \param cluster of each item (the case it comes from), below the number of weights that are
    ///                given later; empty: all items are one cluster
    /// \throws std::invalid_argument where the lengths differ or a score is NaN
    Ranking(std::span<const double> scores, std::span<const uint8_t> isTrue,
            std::span<const int64_t> cluster = {});

    /// The chance that an item of the class outranks one that is not; ties count half. NaN: a class
    /// is empty.
    /// \param weights how often each cluster counts; empty: once
    /// Source: Mann and Whitney 1947; sklearn.metrics.roc_auc_score.
    double auroc(std::span<const int64_t> weights = {}) const;

    /// Precision, averaged over recall at each distinct score, without interpolation. NaN: the
    /// class is empty.
    /// Source: sklearn.metrics.average_precision_score.
    double averagePrecision(std::span<const int64_t> weights = {}) const;

    /// Where "at or above `threshold`" says the class best.
    struct Cut {
        double threshold, f1; ///< NaN: the class is empty
    };
    Cut bestF1() const;

    /// The share of items that stand on their side of \p threshold, where it is largest.
    struct Split {
        double threshold, accuracy; ///< of balanced classes: the mean of the two recalls
    };
    Split bestSplit() const;

    /// Of "at or above \p threshold". NaN: the class is empty.
    double f1(double threshold, std::span<const int64_t> weights = {}) const;

    int64_t size() const { return int64_t(m_items.size()); }

private:
    struct Item {
        double score;
        int64_t cluster;
        bool isTrue;
    };
    /// Calls \p see for each distinct score, highest first, with the weight of the items that have
    /// it, inside the class and outside.
    template <class See> void eachTie(std::span<const int64_t> weights, See see) const;

    std::vector<Item> m_items; ///< highest score first
};

/// Rank correlation; tied values share the mean of their ranks. NaN: one side is constant.
/// \throws std::invalid_argument where the lengths differ
/// Source: Spearman 1904; scipy.stats.spearmanr.
double spearman(std::span<const double> a, std::span<const double> b);

} // namespace explain
