// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calibration/result.h"

#include <QString>

#include <optional>
#include <vector>

namespace models {

/// What was measured of how far each method can be believed with one network.
struct Calibrations {
    std::vector<calibration::Result> results; ///< in order of domain, one each
    std::vector<explain::Error> faults;       ///< of files that could not be used

    bool empty() const { return results.empty(); }

    /// Of this domain; an empty one, or one that was not measured: all of them.
    std::vector<const calibration::Result*> of(const std::string& domain) const;
};

/// The calibrations of the network whose files have \p sha256: `calibration-<domain>.json` in its
/// own folder, and `<sha256>-<domain>.json` in \p userFolder, which go before. What was measured
/// on other weights is a fault. Either folder may be empty or missing. [any thread]
Calibrations findCalibrations(const std::string& sha256, const QString& networkFolder,
                              const QString& userFolder);

/// Keeps \p result for findCalibrations(), in place of an older one of its network and domain.
/// Makes the folder. Errors: Input. [any thread]
std::optional<explain::Error> keepCalibration(const calibration::Result& result,
                                              const QString& userFolder);

} // namespace models
