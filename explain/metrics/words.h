// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/ops/spans.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace explain {

/// One word of a text that says something wrong, as the figures of m-token see it.
struct JudgedWord {
    double suspicion = 0; ///< minus the method's value: higher is more suspected
    bool isWrong = false; ///< it stands in the exchanged part
    bool isInWrongClaim = false;
};

/// The words of a text that count: punctuation never, nor words without a value (they were cut
/// off).
///
/// \param words  of the text, as wordsOf() gives them
/// \param values one a word, lower is less supported by the image
/// \param wrong, wrongClaim  code points of the text, half-open
/// \throws std::invalid_argument where \p words and \p values differ in length
std::vector<JudgedWord> judge(const std::vector<Word>& words, const std::vector<double>& values,
                              std::pair<int64_t, int64_t> wrong,
                              std::pair<int64_t, int64_t> wrongClaim);

/// The most suspected of \p words, the first of equals. Null: there are none.
const JudgedWord* mostSuspected(const std::vector<JudgedWord>& words);

} // namespace explain
