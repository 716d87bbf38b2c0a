// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "calibration/cases.h"
#include "calibration/result.h"
#include "explain/explain_job.h"
#include "explain/metrics/bootstrap.h"
#include "explain/network.h"
#include "explain/progress.h"

#include <memory>
#include <string>
#include <vector>

namespace calibration {

struct Options {
    std::vector<std::string> methods; ///< ids; empty: all that the network can run
    std::vector<explain::Setting> settings;
    explain::ResamplingPlan resampling;
    int64_t sanityCases = 20; ///< the first so many are explained by random weights as well
};

/// Measures methods of \p network on \p cases. Each image is encoded once for all of them. A method
/// that cannot be measured stands in Result::skipped with the reason, also where it fails midway.
///
/// Errors: Usage (an unknown method or knob), Network (a method that was asked for lacks a skill),
/// those of Cases::read, Cancelled. [worker thread]
explain::Expected<Result> run(const std::shared_ptr<const explain::Network>& network,
                              const Cases& cases, const Options& options,
                              const explain::Progress& progress);

} // namespace calibration
