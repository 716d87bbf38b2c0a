// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "calibration/bench.h"

namespace calibration {

/// One case to look at: a phrase, what a method makes of it, and what is true.
struct Example {
    Case shown;
    std::string phrase;
    at::Tensor truth; ///< [H, W] uint8: 1 where what it names is seen
    at::Tensor map;   ///< [H, W] double at the picture's pixels, NaN never seen; undefined: none
};

/// The first \p count of \p cases that name something, none picked; the phrase of each is drawn by
/// lot, the same each time. The method is the first of \p options that gives maps; none named:
/// patch-sim. Errors: Usage (no such method among those named), otherwise as run(). [worker thread]
explain::Expected<std::vector<Example>>
examples(const std::shared_ptr<const explain::Network>& network, const Cases& cases,
         const Options& options, int64_t count, const explain::Progress& progress);

} // namespace calibration
