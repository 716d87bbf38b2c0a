// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/explanation.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace explain {

/// A place where an English text says that something is not there. Positions are code points,
/// half-open.
struct Negation {
    int64_t cueBegin = 0, cueEnd = 0; ///< of "no", "free of", "is absent"
    int64_t begin = 0, end = 0;       ///< of all that it denies, the cue included
    std::string opposite; ///< what turns the claim round in place of the cue; empty: leave it out
};

/// The negations of \p utf8 in order. A cue denies what follows it (or, for "is absent" and its
/// like, what stands before it) up to punctuation, to another cue or to a word that begins a new
/// thought; the longest cue wins, and some that look like one ("no change") are none. The words
/// are those of resources/language/negation.json.
/// Source: the idea of Chapman et al. 2001 (NegEx); the lists are our own.
std::vector<Negation> negationsOf(const std::string& utf8);

/// What a reader of the values that \p method gives to the words of \p utf8 must know: a known
/// failure for each negation, in order. Empty for methods that are not known to fail there.
std::vector<Caveat> caveatsFor(std::string_view method, const std::string& utf8);

} // namespace explain
