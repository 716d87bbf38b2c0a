// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/context.h"
#include "explain/explanation.h"
#include "explain/ops/spans.h"

#include <ATen/core/Tensor.h>

#include <functional>
#include <vector>

namespace explain {

/// What methods of word and region start from: each token of a caption against each patch.
struct WordPatches {
    at::Tensor cosine;         ///< [T, N] in [-1, 1]
    std::vector<Token> tokens; ///< T, in order; specials only where they were asked for
    std::vector<Word> words;   ///< all of the caption, cut off ones included
};

/// The space in which \p network compares words with patches: Local where it has one, else Joint.
Space wordSpace(const Network& network);

/// One Alignment a caption. Text, status, labels, unit "cosine" and geometry are filled in; \p fill
/// adds the numbers and is called for those captions alone that may have some.
/// Errors: those of Context::image() and Context::texts().
Expected<std::vector<Explanation>>
alignCaptions(const Context& context, bool withSpecials,
              const std::function<void(const WordPatches&, Explanation&)>& fill);

} // namespace explain
