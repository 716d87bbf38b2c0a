// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/context.h"
#include "explain/ops/spans.h"

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

namespace explain {

/// The stretches of \p utf8 between blanks. As in the code of Nam et al. 2025 one is punctuation
/// where it is a substring of `.,!"?;:`, so that `";` is a word.
std::vector<Word> blankSeparated(const std::string& utf8);

/// Token values as values of blank-separated words in the manner of the official CLIP4DM code: each
/// word is tokenised alone, and its share is as many tokens as that gave, counted from the left.
/// Where pieces depend on their neighbours the count drifts; kept to reproduce printed numbers.
///
/// \param before   template before \p text; its own words take their tokens and are dropped
/// \param tokens   of before + text
/// \param perToken [T]
/// \returns [words] of \p text, their means; NaN where the tokens ran out
/// Errors: those of DualEncoder::encodeTexts()
Expected<at::Tensor> meansByPieces(const Context& context, const std::string& before,
                                   const std::string& text, const std::vector<Token>& tokens,
                                   const at::Tensor& perToken);

/// Values [from] of one division of a text as values [to] of another: each takes that of the first
/// stretch which overlaps it; NaN where none does.
at::Tensor spread(const at::Tensor& values, const std::vector<Word>& from,
                  const std::vector<Word>& to);

} // namespace explain
