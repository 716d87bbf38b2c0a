// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/tracked_text.h"

#include <functional>

namespace explain {

// The steps that tokenizers' normalisers are made of. Spans follow: what is composed stands for
// all that it was composed of, what is taken apart stands for its whole.

/// Unicode's normalisation form C. A run of more than 256 marks is composed piecewise: the standard
/// reordering takes quadratic time.
TrackedText composed(const TrackedText& text);

// Forms D, KC and KD in the same way.
TrackedText decomposed(const TrackedText& text);
TrackedText compatiblyComposed(const TrackedText& text);
TrackedText compatiblyDecomposed(const TrackedText& text);

/// What a capital sigma becomes at the end of a word.
enum class FinalSigma {
    Ignored, ///< always the usual small one: lower-cases code point by code point
    Heeded   ///< the final one, as Python's str.lower()
};

TrackedText lowered(const TrackedText& text, FinalSigma sigma);

/// Each run of white space as one blank that stands for the whole run.
TrackedText blanksCollapsed(const TrackedText& text);

/// Without blanks at either end.
TrackedText stripped(const TrackedText& text);

/// The characters that \p keeps is true for.
TrackedText filtered(const TrackedText& text, const std::function<bool(char32_t)>& keeps);

/// BERT's first step: control characters go, each white space becomes a blank.
TrackedText bertCleaned(const TrackedText& text);

/// BERT's second step: blanks round each ideograph of the blocks that BERT names (no kana, no
/// Hangul). They stand for nothing in the user's text.
TrackedText ideographsSpaced(const TrackedText& text);

} // namespace explain
