// SPDX-License-Identifier: Apache-2.0
#include "phantom/balance.h"

#include <algorithm>
#include <cmath>

namespace phantom {

namespace {

constexpr int rounds = 15;
/// An exchange seen less often than this, in either direction, is not used at all.
constexpr float fewest = 8;

/// Draws with their keys numbered, laid out for many rounds.
struct Counter {
    std::vector<int> group, firstSeen; ///< firstSeen: [draws + 1], into seen
    std::vector<int> seen;             ///< numbers of the forward keys
    std::vector<int> reverse;          ///< of each key, -1: it never came
    std::vector<std::uint64_t> keys;
    std::vector<Look> look; ///< of each key

    explicit Counter(std::span<const Balance::Draw> draws);
    std::vector<double> count(const std::vector<float>& weights) const;
    void balance(Look look, std::vector<float>& weights) const;
};

Counter::Counter(std::span<const Balance::Draw> draws)
{
    std::unordered_map<std::uint64_t, int> numbers;
    std::vector<std::uint64_t> backward;
    firstSeen.push_back(0);
    for (const Balance::Draw& draw : draws) {
        group.push_back(draw.group);
        for (const Exchange& exchange : draw.seen) {
            if (exchange.forward == exchange.backward)
                continue;
            const auto [found, isNew] = numbers.emplace(exchange.forward, int(keys.size()));
            if (isNew) {
                keys.push_back(exchange.forward);
                look.push_back(exchange.look);
                backward.push_back(exchange.backward);
            }
            seen.push_back(found->second);
        }
        firstSeen.push_back(int(seen.size()));
    }
    for (const std::uint64_t key : backward) {
        const auto found = numbers.find(key);
        reverse.push_back(found == numbers.end() ? -1 : found->second);
    }
}

/// How often each key is expected among the pairs: of each group the first draw that is kept.
std::vector<double> Counter::count(const std::vector<float>& weights) const
{
    std::vector<double> out(keys.size());
    double left = 1;
    for (std::size_t draw = 0; draw < group.size(); ++draw) {
        if (draw == 0 || group[draw] != group[draw - 1])
            left = 1;
        double keep = 1;
        for (int i = firstSeen[draw]; i < firstSeen[draw + 1]; ++i)
            keep *= double(weights[std::size_t(seen[std::size_t(i)])]);
        for (int i = firstSeen[draw]; i < firstSeen[draw + 1]; ++i)
            out[std::size_t(seen[std::size_t(i)])] += left * keep;
        left *= 1 - keep;
    }
    return out;
}

/// Makes both directions of each exchange of one look as common as each other, the rarer one being
/// kept as it is.
void Counter::balance(Look which, std::vector<float>& weights) const
{
    const std::vector<double> counted = count(weights);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const int back = reverse[i];
        if (look[i] != which || back < int(i))
            continue;
        float &forward = weights[i], &backward = weights[std::size_t(back)];
        if (forward <= 0 || backward <= 0)
            continue;
        forward *= float((counted[std::size_t(back)] + 0.5) / (counted[i] + 0.5));
        const float largest = std::max(forward, backward);
        forward /= largest;
        backward /= largest;
    }
}

} // namespace

Balance::Balance(std::span<const Draw> draws)
{
    const Counter counter(draws);
    std::vector<float> weights(counter.keys.size(), 1);
    const std::vector<double> seen = counter.count(weights);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const int back = counter.reverse[i];
        if (back < 0 || seen[i] < fewest || seen[std::size_t(back)] < fewest)
            weights[i] = 0;
    }
    // One look after another, as in iterative proportional fitting: together they would overshoot.
    for (int round = 0; round < rounds; ++round)
        for (int look = 0; look < lookCount; ++look)
            counter.balance(Look(look), weights);
    for (std::size_t i = 0; i < weights.size(); ++i)
        m_weights.emplace(counter.keys[i], weights[i]);
}

float Balance::keep(const Exchanges& seen) const
{
    float out = 1;
    for (const Exchange& exchange : seen) {
        if (exchange.forward == exchange.backward)
            continue;
        const auto found = m_weights.find(exchange.forward);
        out *= found == m_weights.end() ? 0 : found->second;
    }
    return out;
}

} // namespace phantom
