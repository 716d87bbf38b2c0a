// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/tracked_text.h"

namespace explain {

// The steps that tokenizers' normalisers are made of. Spans follow: what is composed stands for
// all that it was composed of, what is taken apart stands for its whole.

/// Unicode's normalisation form C. A run of more than 256 marks is composed piecewise: the standard
/// reordering takes quadratic time.
TrackedText composed(const TrackedText& text);

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

} // namespace explain
