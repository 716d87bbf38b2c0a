// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phantom/claim.h"

#include <set>
#include <string_view>
#include <vector>

namespace phantom {

/// Words as they stand in a text, lower case.
using Words = std::vector<std::string_view>;

/// Appends the words of a phrase: "small red circle", or "red circles" where there are \p several.
void appendPhrase(Domain domain, const Fields& said, bool several, Words& words);

/// "an" before a vowel.
std::string_view articleBefore(std::string_view word);

/// Whether the finding stands without an article ("there is consolidation").
bool isUncountable(Domain domain, const Fields& said);

/// "one" to "six".
std::string_view numberWord(int number);

/// "left of" and "on the left", by Direction.
const Words& relationWords(int direction);
const Words& positionWords(int direction);

/// Every word that can stand in a text.
std::set<std::string_view> lexicon();

} // namespace phantom
