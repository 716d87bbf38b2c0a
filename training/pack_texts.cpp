// SPDX-License-Identifier: Apache-2.0
#include "training/batch_maker.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <limits>
#include <numeric>

namespace training {
namespace {

/// Where to cut \p lengths (ascending) so that the padded total is least: the groups' ends.
std::vector<std::size_t> cuts(const std::vector<int64_t>& lengths, int groups)
{
    std::vector<std::size_t> ends; // the places where a longer text follows
    for (std::size_t i = 1; i <= lengths.size(); ++i)
        if (i == lengths.size() || lengths[i] != lengths[i - 1])
            ends.push_back(i);
    const std::size_t kinds = ends.size();
    constexpr int64_t never = std::numeric_limits<int64_t>::max() / 2;
    // cost[g][k]: the first k kinds in g groups.
    std::vector cost(std::size_t(groups) + 1, std::vector<int64_t>(kinds + 1, never));
    std::vector from(std::size_t(groups) + 1, std::vector<std::size_t>(kinds + 1, 0));
    cost[0][0] = 0;
    for (std::size_t g = 1; g < cost.size(); ++g)
        for (std::size_t k = 1; k <= kinds; ++k)
            for (std::size_t before = 0; before < k; ++before) {
                const std::size_t first = before == 0 ? 0 : ends[before - 1];
                const int64_t padded =
                    cost[g - 1][before] + int64_t(ends[k - 1] - first) * lengths[ends[k - 1] - 1];
                if (padded < cost[g][k]) {
                    cost[g][k] = padded;
                    from[g][k] = before;
                }
            }
    std::size_t g = 1;
    for (std::size_t i = 2; i < cost.size(); ++i)
        if (cost[i][kinds] < cost[g][kinds])
            g = i;
    std::vector<std::size_t> chosen;
    for (std::size_t k = kinds; k > 0; k = from[g--][k])
        chosen.push_back(ends[k - 1]);
    std::ranges::reverse(chosen);
    return chosen;
}

} // namespace

PackedTexts pack(const std::vector<std::vector<int>>& texts, int groups, std::vector<int64_t>& rows)
{
    TORCH_CHECK(groups >= 1, "groups ", groups);
    std::vector<std::size_t> order(texts.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return texts[i].size(); });
    std::vector<int64_t> lengths;
    for (const std::size_t i : order)
        lengths.push_back(int64_t(texts[i].size()));

    PackedTexts packed;
    std::vector<int64_t> tokens, places, ends;
    rows.assign(texts.size(), 0);
    std::size_t first = 0;
    for (const std::size_t end : cuts(lengths, groups)) {
        const int64_t length = lengths[end - 1];
        packed.groups.push_back({int64_t(end - first), length});
        for (; first < end; ++first) {
            const std::vector<int>& text = texts[order[first]];
            rows[order[first]] = int64_t(first);
            ends.push_back(int64_t(tokens.size() + text.size()) - 1);
            for (int64_t place = 0; place < length; ++place) {
                // What follows a text is seen by none of its tokens.
                tokens.push_back(text[std::min(std::size_t(place), text.size() - 1)]);
                places.push_back(place);
            }
        }
    }
    packed.tokens = at::tensor(tokens, at::kLong);
    packed.places = at::tensor(places, at::kLong);
    packed.ends = at::tensor(ends, at::kLong);
    return packed;
}

} // namespace training
