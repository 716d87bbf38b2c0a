// SPDX-License-Identifier: Apache-2.0
#include "explain/sample.h"

namespace explain {

std::vector<std::size_t> textsOf(const Sample& sample, Text::Role role)
{
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < sample.texts.size(); ++i)
        if (sample.texts[i].role == role)
            indices.push_back(i);
    return indices;
}

} // namespace explain
