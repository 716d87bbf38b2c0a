// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calibration/cases.h"
#include "explain/network.h"

#include <string>

namespace app {

/// The cases of DIR/truth.jsonl, pictures read as the studio reads any file.
///
/// \param domain which of them; empty: all, where they are of one domain
/// \param most   the first so many; 0: all
/// Errors: Input (the file does not hold, no case of the domain, several domains and none chosen).
explain::Expected<calibration::Cases> casesIn(const std::string& folder, const std::string& domain,
                                              int64_t most);

/// Held-out phantoms as large as \p network sees them, or \p size pixels a side where it is not 0.
calibration::Cases phantomsFor(const explain::NetworkInfo& network, const std::string& domain,
                               uint64_t seed, int64_t count, int size);

} // namespace app
