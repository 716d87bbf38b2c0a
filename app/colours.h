// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/scales.h"
#include "views/word.h"

namespace app {

/// The colour of a value of \p unit under the shared scale.
views::ColourOf colourOf(const Scales& scales, const QString& unit, bool isSigned);

/// The same under any scale.
views::ColourOf colourOf(const views::ValueScale& scale);

} // namespace app
