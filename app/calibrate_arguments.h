// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console.h"
#include "app/options.h"
#include "calibration/bench.h"

#include <string>
#include <vector>

namespace app {

/// What `calibrate` was asked for, checked as far as the words themselves go.
struct CalibrateArguments {
    std::string network = "phantom"; ///< a name or a path
    std::string domain;              ///< empty: that of the user's cases
    std::string data;                ///< a folder with truth.jsonl; empty: phantoms
    int64_t cases = 0;               ///< 0: 200 phantoms, or all of the user's
    uint64_t seed = 0;               ///< of phantoms
    int size = 0;                    ///< of phantoms, pixels; 0: what the network sees
    calibration::Options options;
    std::string device = "cpu"; ///< settled: "cpu" or "cuda:N"
    std::string precision = "f32";
    std::string out;   ///< a file for the JSON; empty: none
    std::string sheet; ///< a picture of maps beside truth; empty: none
    int64_t sheetCases = 24;
    bool json = false;
    ProgressStyle progress = ProgressStyle::Bar;
};

const std::vector<Option>& calibrateOptions();

/// Errors: Usage, also for an unknown method or knob; Device.
explain::Expected<CalibrateArguments> readCalibrate(const std::vector<std::string>& given);

} // namespace app
