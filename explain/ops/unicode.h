// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace explain {

// Texts are counted in Unicode code points everywhere; categories come from utf8proc.

/// The code points of \p utf8. Each byte that belongs to no valid sequence is one U+FFFD, so any
/// string at all can be read and counted.
std::u32string decodeUtf8(std::string_view utf8);

/// The UTF-8 bytes of \p codePoints.
std::string encodeUtf8(std::u32string_view codePoints);

bool isLetter(char32_t c); ///< categories L*
bool isMark(char32_t c);   ///< categories M*: combining accents, vowel signs, variation selectors
bool isNumber(char32_t c); ///< categories N*: digits, also raised, lowered and Roman ones
bool isPictograph(char32_t c); ///< category So: emoji and their like
bool isWhiteSpace(char32_t c); ///< property White_Space
bool isControl(char32_t c);    ///< categories Cc, Cf, Cn, Co: controls, formats, no characters
bool isAccent(char32_t c);     ///< category Mn: marks that take no room of their own

/// Punctuation as BERT has it: categories P*, and all of ASCII that is no letter, digit or blank.
bool isPunctuation(char32_t c);

bool isWordCharacter(char32_t c); ///< what \w stands for: letters, marks, digits, "_" and joiners
bool isIdeograph(char32_t c);     ///< of the blocks that BERT sets apart

/// Scripts that are written without blanks, one sign after another: Han and Hiragana.
bool isHanOrHiragana(char32_t c);

} // namespace explain
