// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

namespace project {

/// What a word does in its sentence, by the lists of resources/language/claims.json.
enum class Part {
    Content,
    Determiner,
    Number,
    Relation,
    Position,
    Verb,
    Copula,
    Join,
    Introduction,
    Stop,
    OpenQuote
};

/// A word of a text with all that the lists say of it.
struct ClaimWord {
    std::string word;       ///< in lower case
    int begin = 0, end = 0; ///< code points of the text
    Part part = Part::Content;
    bool isCue = false;     ///< says that something is not there, or may not be
    bool looksBack = false; ///< a cue for what stands before it: "is absent"
    bool denied = false, hedged = false;
    int cueBegin = -1, cueEnd = -1; ///< words of the cue that denies or doubts it; -1: none does
    bool isFinding = false, isAnatomy = false, isSide = false, isState = false;
    bool isComparison = false, isSeen = false; ///< "unchanged"; "seen", "noted"
    int closing = -1;                          ///< of an opening quote: the word that closes it
};

/// The words of \p utf8. Whether some of them are anatomy or findings depends on the whole: a heart
/// is a shape until something else in the text speaks of a radiograph.
std::vector<ClaimWord> claimWordsOf(const std::string& utf8);

/// The type that a claim of \p type has where it is denied or doubted.
std::string deniedType(const std::string& type);
std::string hedgedType(const std::string& type);

} // namespace project
