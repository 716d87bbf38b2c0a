// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/text_pattern.h"

namespace explain {

// What cuts a cleaned text into the pieces that a vocabulary spells, one by one.

/// A step that changes a text as a whole.
using TextStep = std::function<TrackedText(const TrackedText&)>;

/// A step that cuts a piece into smaller ones; empty pieces are left out.
using SplitStep = std::function<std::vector<TrackedText>(const TrackedText&)>;

/// What becomes of the parts of a text that a pattern matches.
enum class SplitBehaviour { Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous };

/// \param inverts the parts that do not match are the ones that are dealt with
SplitStep splitBy(TextPattern pattern, SplitBehaviour behaviour, bool inverts = false);

/// BERT's words: blanks go, each sign of punctuation stands alone.
std::vector<TrackedText> bertWords(const TrackedText& text);

/// Runs of word characters, and of anything else that is no blank.
std::vector<TrackedText> plainWords(const TrackedText& text);

/// Each match of \p pattern becomes \p replacement, which stands for the match's last character.
TextStep replaceBy(TextPattern pattern, std::u32string replacement);

/// Puts \p prefix before a text that is not empty; it stands for the text's first character.
TrackedText prefixed(const TrackedText& text, std::u32string_view prefix);

/// Each byte of the text in UTF-8 as the character that byte-level vocabularies spell it with; it
/// stands for its whole character.
TrackedText bytesSpelled(const TrackedText& text);

} // namespace explain
