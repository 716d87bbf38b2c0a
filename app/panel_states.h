// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/present.h"
#include "app/scales.h"
#include "app/studio.h"
#include "views/badge.h"
#include "views/panel_state.h"

namespace app {

/// What a panel says of its run: ready, waiting, what is missing, what went wrong and what helps.
/// \param explanation what it shows; null: nothing yet
views::PanelState stateFor(const PanelRun& run, const explain::Explanation* explanation,
                           const PanelContent& content);

/// What is special about its numbers.
QList<views::Badge> badgesFor(const Studio& studio, const PanelRun& run, bool ownScale);

} // namespace app
