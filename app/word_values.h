// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/panel_run.h"
#include "views/word.h"

#include <QList>

#include <optional>
#include <string>

namespace app {

/// The words of \p text with what \p scores says of them: a WordScores explanation of this very
/// text, or null where there is none (yet). \p truncatedAt as in explain::TextFeatures. A word is
/// unsupported where the method flags it, inside the null band too: the mark is the method's, the
/// missing colour says that unrelated texts reach such values as well.
QList<views::Word> wordsWithValues(const std::string& text, const explain::Explanation* scores,
                                   const std::optional<explain::NullBand>& band,
                                   std::optional<int64_t> truncatedAt);

/// The explanation of \p results that speaks of exactly \p text; null: none does.
const explain::Explanation* explanationOf(const PanelRun::Results& results, const std::string& text,
                                          explain::Text::Role role);

views::NullBand nullBandOf(const std::optional<explain::NullBand>& band, bool isSigned);

/// The numbers of a tensor row by row, as floats.
QList<float> floatsOf(const at::Tensor& tensor);

} // namespace app
