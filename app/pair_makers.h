// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "phantom/pair_maker.h"

#include <QString>

namespace app {

/// The maker of captions and foils of \p domain. What its balancing finds, seconds of work, is kept
/// in \p folder, by the generator's version; what is damaged there, or cannot be kept, is worked
/// out again. An empty folder keeps nothing. [any thread]
phantom::PairMaker pairMakerFor(phantom::Domain domain, const QString& folder);

} // namespace app
