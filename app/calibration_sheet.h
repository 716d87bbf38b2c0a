// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calibration/bench.h"

#include <string>

namespace app {

/// Paints a sheet of \p count cases, the first ones, none picked: of each a phrase, drawn by lot
/// but the same each time, its picture with the outline of what it names, and the map of the first
/// of the methods asked for that gives maps (patch-sim where none is). Maps share one scale, which
/// stands below. Errors: those of Cases::read and the method; Input where the file cannot be
/// written or its name is no picture's.
std::optional<explain::Error> writeSheet(const std::shared_ptr<const explain::Network>& network,
                                         const calibration::Cases& cases,
                                         const calibration::Options& options, int64_t count,
                                         const std::string& file,
                                         const explain::Progress& progress);

} // namespace app
