// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calibration/result.h"

#include <QString>

#include <optional>
#include <vector>

namespace models {

/// One measurement of how far each method can be believed with one network.
struct CalibrationSource {
    calibration::Result result;
    bool isShipped = false; ///< it came with the network
    bool isInUse = false;   ///< badges and thresholds are its; one a domain
};

/// What was measured of how far each method can be believed with one network.
struct Calibrations {
    std::vector<calibration::Result> results; ///< those in use: in order of domain, one each
    std::vector<CalibrationSource> sources;   ///< all, in order of domain, those in use first
    std::vector<explain::Error> faults;       ///< of files that could not be used

    bool empty() const { return results.empty(); }

    /// Of this domain; an empty one, or one that was not measured: all of them.
    std::vector<const calibration::Result*> of(const std::string& domain) const;
};

/// The calibrations of the network whose files have \p sha256: `calibration-<domain>.json` in its
/// own folder, and calibration::fileName() in \p userFolder. Of each domain one is in use: the one
/// that chooseCalibration() named; else the network's own; else the one of most cases, so that a
/// quick look at a few never takes the place of thousands. What was measured on other weights is a
/// fault. Either folder may be empty or missing. [any thread]
Calibrations findCalibrations(const std::string& sha256, const QString& networkFolder,
                              const QString& userFolder);

/// Keeps \p result for findCalibrations(), beside those of other sources and in place of an older
/// one of its own. Makes the folder. Errors: Input. [any thread]
std::optional<explain::Error> keepCalibration(const calibration::Result& result,
                                              const QString& userFolder);

/// From now on \p result is the one in use of its network and domain. Errors: Input. [any thread]
std::optional<explain::Error> chooseCalibration(const calibration::Result& result,
                                                const QString& userFolder);

/// Values of knobs, "<method>.<knob>" -> "-0.00217", that were found on cases of \p domain, in as
/// many digits as mean something. Where the domain is not known, those of the only one that was
/// measured: there is nothing to choose between.
std::map<std::string, std::string> thresholdsFor(const Calibrations& known,
                                                 const std::string& domain);

} // namespace models
