// SPDX-License-Identifier: Apache-2.0
#include "explain/metrics/words.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace explain {
namespace {

bool overlaps(const Word& word, std::pair<int64_t, int64_t> span)
{
    return word.begin < span.second && word.end > span.first;
}

} // namespace

std::vector<JudgedWord> judge(const std::vector<Word>& words, const std::vector<double>& values,
                              std::pair<int64_t, int64_t> wrong,
                              std::pair<int64_t, int64_t> wrongClaim)
{
    if (words.size() != values.size())
        throw std::invalid_argument("judge: words and values differ in length");
    std::vector<JudgedWord> judged;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (!words[i].isPunctuation && !std::isnan(values[i]))
            judged.push_back(
                {-values[i], overlaps(words[i], wrong), overlaps(words[i], wrongClaim)});
    return judged;
}

const JudgedWord* mostSuspected(const std::vector<JudgedWord>& words)
{
    const auto found = std::ranges::max_element(words, {}, &JudgedWord::suspicion);
    return found == words.end() ? nullptr : &*found;
}

} // namespace explain
