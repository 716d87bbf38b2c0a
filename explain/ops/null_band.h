// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/method.h"

#include <string>
#include <vector>

namespace explain {

/// What a method says of this image for texts that have nothing to do with it: the yardstick for
/// "no evidence". Similarity, mass and probability are no evidence up to `high`; a signed
/// attribution is none inside [low, high].
struct NullBand {
    double low = 0, high = 0;       ///< 5th and 95th percentile of all values, in the method's unit
    double mean = 0, deviation = 0; ///< of all values
    std::vector<double> largest;    ///< the largest value of each text, ascending
    int64_t texts = 0;              ///< K: always printed beside what follows from it

    /// How far \p value lies above the null's mean, in its deviations; 0 where the null is flat.
    double z(double value) const;

    /// (1 + texts whose largest value reaches \p observedLargest) / (K + 1); never below 1/(K + 1).
    double p(double observedLargest) const;
};

/// Runs \p method once on all \p unrelated texts with the sample, networks, store and parameters of
/// \p context. Texts stand in as captions for methods of words, as concepts for all others. Texts
/// without numbers do not count. Errors: those of apply(); Input where no text gave a number.
/// Source: methods.md, 1.8 (null prompts).
Expected<NullBand> nullBand(const Method& method, Context context,
                            const std::vector<std::string>& unrelated);

} // namespace explain
