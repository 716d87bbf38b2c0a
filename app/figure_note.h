// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/figure_page.h"
#include "explain/network.h"

namespace app {

/// The sentences below a figure, without which its colours cannot be read: network and precision,
/// grid, scale, what is hatched and why, which part of the image, which recipes.
///
/// \param page       all but its note
/// \param recipeJson of one recipe or an array of them
QString noteFor(const FigurePage& page, const explain::NetworkInfo& network,
                const QString& recipeJson);

} // namespace app
