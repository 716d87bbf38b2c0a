// SPDX-License-Identifier: Apache-2.0
#include "phantom/balance.h"

#include <algorithm>
#include <cmath>

namespace phantom {

namespace {

constexpr int rounds = 40;
/// An exchange seen less often than this, in either direction, is not used at all.
constexpr float fewest = 8;

/// Mixes numbers into one key (the finaliser of splitmix64).
class Key {
public:
    void add(int value)
    {
        m_state += 0x9E3779B97F4A7C15U + std::uint64_t(value + 64);
        m_state = (m_state ^ (m_state >> 30)) * 0xBF58476D1CE4E5B9U;
        m_state = (m_state ^ (m_state >> 27)) * 0x94D049BB133111EBU;
        m_state ^= m_state >> 31;
    }
    std::uint64_t value() const { return m_state; }

private:
    std::uint64_t m_state = 0;
};

/// Writes claims into a key; exchangeable values by the order in which they first appear.
class Reader {
public:
    explicit Reader(Domain domain) : m_domain(domain)
    {
        for (auto& names : m_names)
            names.fill(unsaid);
    }

    void add(int number) { m_key.add(number); }

    void add(const Claim& claim)
    {
        m_key.add(int(claim.kind));
        add(claim.a);
        if (claim.kind == Kind::Relation)
            add(claim.b);
        m_key.add(claim.argument);
    }

    void add(const Fields& fields)
    {
        for (std::size_t field = 0; field < fields.size(); ++field)
            m_key.add(isExchangeable(field) ? renamed(field, fields[field]) : fields[field]);
    }

    std::uint64_t key() const { return m_key.value(); }

private:
    bool isExchangeable(std::size_t field) const
    {
        return m_domain == Domain::Shapes ? field != Size : field == Side;
    }

    int renamed(std::size_t field, int value)
    {
        if (value == unsaid)
            return unsaid;
        auto& name = m_names[field][std::size_t(value)];
        if (name == unsaid)
            name = m_next[field]++;
        return name;
    }

    Domain m_domain;
    Key m_key;
    std::array<std::array<int, 16>, 4> m_names;
    std::array<int, 4> m_next{};
};

std::uint64_t keyOf(Domain domain, FoilType type, const Claim& first, const Claim& second,
                    int claims, const Claim* other)
{
    Reader reader(domain);
    reader.add(int(type));
    reader.add(claims);
    reader.add(first);
    reader.add(second);
    if (other)
        reader.add(*other);
    return reader.key();
}

/// Draws with their keys numbered, laid out for many rounds.
struct Counter {
    std::vector<int> group, firstSeen; ///< firstSeen: [draws + 1], into seen
    std::vector<int> seen;             ///< numbers of the forward keys
    std::vector<int> reverse;          ///< of each key, -1: it never came
    std::vector<std::uint64_t> keys;

    explicit Counter(std::span<const Balance::Draw> draws);
    std::vector<double> count(const std::vector<float>& weights) const;
};

Counter::Counter(std::span<const Balance::Draw> draws)
{
    std::unordered_map<std::uint64_t, int> numbers;
    std::vector<std::uint64_t> backward;
    firstSeen.push_back(0);
    for (const Balance::Draw& draw : draws) {
        group.push_back(draw.group);
        for (int i = 0; i < draw.seen.size; ++i) {
            const Exchange& exchange = draw.seen.all[std::size_t(i)];
            if (exchange.forward == exchange.backward)
                continue;
            const auto [found, isNew] = numbers.emplace(exchange.forward, int(keys.size()));
            if (isNew) {
                keys.push_back(exchange.forward);
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

} // namespace

Exchanges exchanges(Domain domain, FoilType type, const Proposal& proposal)
{
    const Claim &caption = proposal.truth[proposal.changed],
                &foil = proposal.foil[proposal.changed];
    const int claims = proposal.truth.size();
    Exchanges out;
    const auto add = [&](const Claim* other) {
        out.all[std::size_t(out.size++)] = {keyOf(domain, type, caption, foil, claims, other),
                                            keyOf(domain, type, foil, caption, claims, other)};
    };
    add(nullptr);
    for (int i = 0; i < claims; ++i)
        if (i != proposal.changed)
            add(&proposal.truth[i]);
    return out;
}

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
    for (int round = 0; round < rounds; ++round) {
        const std::vector<double> count = counter.count(weights);
        for (std::size_t i = 0; i < weights.size(); ++i) {
            const int back = counter.reverse[i];
            if (back < int(i) || weights[i] <= 0 || weights[std::size_t(back)] <= 0)
                continue;
            float &forward = weights[i], &backward = weights[std::size_t(back)];
            const double ratio = (count[std::size_t(back)] + 0.5) / (count[i] + 0.5);
            const float step = float(std::sqrt(ratio));
            forward *= step;
            backward /= step;
            const float largest = std::max(forward, backward);
            forward /= largest;
            backward /= largest;
        }
    }
    for (std::size_t i = 0; i < weights.size(); ++i)
        m_weights.emplace(counter.keys[i], weights[i]);
}

float Balance::keep(const Exchanges& seen) const
{
    float out = 1;
    for (int i = 0; i < seen.size; ++i) {
        const Exchange& exchange = seen.all[std::size_t(i)];
        if (exchange.forward == exchange.backward)
            continue;
        const auto found = m_weights.find(exchange.forward);
        out *= found == m_weights.end() ? 0 : found->second;
    }
    return out;
}

} // namespace phantom
