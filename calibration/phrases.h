// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/truth.h"

#include <string>
#include <vector>

namespace calibration {

/// Words that name something to point at.
struct Phrase {
    std::string text;
    std::string group;            ///< the name of what it names; empty: of several names
    std::vector<int64_t> objects; ///< ids; a right map hits any of them
    std::size_t caption = 0;      ///< the first caption that holds it
    int64_t begin = 0, end = 0;   ///< where, in code points
};

/// The phrases of \p truth in order, each text once: true claims of type "object" that assert a
/// presence and name what they speak of.
std::vector<Phrase> phrasesOf(const explain::TruthCase& truth);

} // namespace calibration
