// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/expected.h"
#include "explain/explanation.h"
#include "views/region_shape.h"

#include <nlohmann/json.hpp>

namespace app {

/// What a panel marks, as evidence: the mask and what it was made of.
struct PanelMask {
    views::MaskRuns mask;
    nlohmann::json machine; ///< {method, network, parameters, value}
};

/// The mask of an explanation: of labelled areas the one named \p wanted or else the first, of a
/// map the pixels above Otsu's threshold, of an alignment the same of word \p word. Errors: Usage
/// where the kind has no place in the image, where the result has no numbers, or marks nothing.
///
/// \param word    of the text that the explanation speaks of; -1: none
/// \param wanted  words of the claim, to choose among labelled areas
/// \param network id of the one that was asked
explain::Expected<PanelMask> panelMask(const explain::Explanation& explanation, int word,
                                       const QString& wanted, const QString& network);

} // namespace app
