// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/explanation.h"
#include "explain/features.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

namespace explain {

/// What a reader would call one word: it belongs to the text, whatever a network makes of it.
struct Word {
    std::string text;
    int64_t begin = 0, end = 0; ///< code points of the whole text, half-open
    bool isPunctuation = false; ///< keeps its value, but is never flagged nor counted
};

/// The words of \p utf8 in order; blanks belong to none. Any bytes may come: see decodeUtf8().
///
/// A word is a maximal run of letters, marks and digits. An apostrophe (U+0027, U+2019) between two
/// letters joins, as a full stop or comma between two digits does; a hyphen does not. Each Han or
/// Hiragana character stands alone. Every other run of non-blanks is a unit of its own, and
/// punctuation unless a pictograph is in it. A mark (an accent, an emoji's variation selector) goes
/// with whatever it stands on.
/// Source: the part of Unicode's UAX #29 that captions and reports need.
std::vector<Word> wordsOf(const std::string& utf8);

/// The texts of \p words, as labels of a tensor's rows.
std::vector<std::string> labelsOf(const std::vector<Word>& words);

/// How many code points \p utf8 has.
int64_t codePoints(const std::string& utf8);

/// EmptyText where there are only blanks, NoWords where there is only punctuation, else Ok.
Status statusOf(const std::string& text);

/// How the values of a word's tokens become the word's.
enum class Merge { Mean, Sum, Max };

/// Values of tokens as values of words: a word owns each token, specials excepted, whose span
/// overlaps its own.
///
/// \param values [T, ...] floating point, any device
/// \param tokens T of them, in the order of the text
/// \param words  of the text, as wordsOf() gives them: in order and apart
/// \param offset code points of a template that stood before the text when it was tokenised
/// \returns [words, ...] in the dtype of \p values; NaN where a word owns no token: it was cut off
/// \throws c10::Error where \p values and \p tokens differ in length
at::Tensor mergeTokens(const at::Tensor& values, const std::vector<Token>& tokens,
                       const std::vector<Word>& words, Merge merge, int64_t offset = 0);

/// Values of tokens as values of the tokens of a part of the text, read alone: each takes that of
/// the token with its id and place, and specials without a place (start, end) take their like's.
///
/// \param values [T, ...] floating point, any device
/// \param tokens T of them, of the whole text
/// \param own    those of the part
/// \param offset code points of the whole text before the part
/// \returns [own, ...] in the dtype of \p values; NaN where the whole text has no such token: it
/// was
///          cut off there, or drawn together with what stands before the part
/// \throws c10::Error where \p values and \p tokens differ in length
at::Tensor valuesOfPart(const at::Tensor& values, const std::vector<Token>& tokens,
                        const std::vector<Token>& own, int64_t offset);

} // namespace explain
