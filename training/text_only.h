// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"
#include "explain/progress.h"
#include "phantom/foils.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace training {

/// A caption and its foil as a reader without eyes has them.
struct TextPair {
    phantom::FoilType type = phantom::FoilType::Object;
    std::vector<int> caption, foil; ///< token ids
};

/// Pairs of the scenes of \p seed, made as the trainer makes them, all types alike. At least
/// \p count, to the end of a scene.
std::vector<TextPair> textPairs(phantom::Domain domain, std::uint64_t seed, std::int64_t count);

/// How many were told right.
struct Share {
    std::int64_t right = 0, of = 0;

    double value() const { return of ? double(right) / double(of) : 0.5; }
    /// 95 % (Wilson 1927).
    std::pair<double, double> interval() const;
};

/// Between these, nothing is read out of the text alone.
constexpr double lowestBlind = 0.47, highestBlind = 0.53;

/// What two classifiers tell of pairs whose pictures they do not see.
struct TextOnlyReport {
    struct Row {
        phantom::FoilType type;
        Share bag;     ///< logistic regression on the words in which two texts differ, one a type
        Share network; ///< two hidden layers, on these words and those that both have

        bool passes() const;
    };

    phantom::Domain domain = phantom::Domain::Shapes;
    std::int64_t trained = 0, tested = 0; ///< pairs
    std::vector<Row> rows;                ///< one a type
    Share bag, network;                   ///< over all types

    bool passes() const; ///< every row
};

/// Trains both classifiers on \p train and asks them about \p test. Both are antisymmetric: they
/// compare two texts and cannot favour a place.
///
/// Errors: Cancelled.
explain::Expected<TextOnlyReport> judgeByText(phantom::Domain domain,
                                              std::span<const TextPair> train,
                                              std::span<const TextPair> test,
                                              const explain::Progress& progress = {});

/// Learns from \p pairs pairs of the scenes of \p seed and is asked about half as many of held-out
/// scenes.
///
/// Errors: Usage (a seed from the held-out range, too few pairs), Cancelled.
explain::Expected<TextOnlyReport> textOnly(phantom::Domain domain, std::int64_t pairs,
                                           std::uint64_t seed,
                                           const explain::Progress& progress = {});

} // namespace training
