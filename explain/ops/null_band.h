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

/// \p context with its first sample's texts replaced by \p unrelated ones: captions where the
/// method speaks of words, concepts for all others. For whoever runs the method by a queue.
Context nullContext(const MethodInfo& method, Context context,
                    const std::vector<std::string>& unrelated);

/// The band of what \p method gave for such a context. Results without numbers do not count.
/// Errors: Input where no result has any.
Expected<NullBand> nullBandOf(const std::vector<Explanation>& results);

/// Both in one: runs \p method through apply() with the sample, networks, store and parameters of
/// \p context. Errors: those of apply() and nullBandOf().
Expected<NullBand> nullBand(const Method& method, const Context& context,
                            const std::vector<std::string>& unrelated);

} // namespace explain
