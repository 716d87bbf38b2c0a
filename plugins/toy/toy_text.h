// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/features.h"

#include <string>

namespace toy {

inline constexpr int64_t contextLength = 77; ///< tokens, start and end included

/// Reads \p text as the toy network does: start, a token for each word, end. Seven ids are all it
/// has: 1 starts, 6 ends, and a word of n code points is 2 + n mod 4, whatever its letters. Fills
/// spans, pooledRow, truncatedAt and inputs [T, 8].
/// \param tokens [7, 8] what each id is embedded as
explain::TextFeatures read(const std::string& text, const at::Tensor& tokens);

/// What the ids stand for in the toy as it is, [7, 8].
at::Tensor tokenTable();

} // namespace toy
