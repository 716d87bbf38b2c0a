// SPDX-License-Identifier: Apache-2.0
#include "phantom/random_stream.h"

#include <cmath>
#include <numbers>

namespace phantom {

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                    std::array<std::uint32_t, 2> key)
{
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t first = std::uint64_t(0xD2511F53U) * counter[0];
        const std::uint64_t second = std::uint64_t(0xCD9E8D57U) * counter[2];
        counter = {std::uint32_t(second >> 32) ^ counter[1] ^ key[0], std::uint32_t(second),
                   std::uint32_t(first >> 32) ^ counter[3] ^ key[1], std::uint32_t(first)};
        key[0] += 0x9E3779B9U;
        key[1] += 0xBB67AE85U;
    }
    return counter;
}

RandomStream::RandomStream(std::uint64_t seed, std::uint64_t index, Purpose purpose)
    : m_counter{0, std::uint32_t(purpose), std::uint32_t(index), std::uint32_t(index >> 32)},
      m_key{std::uint32_t(seed), std::uint32_t(seed >> 32)}
{
}

std::uint32_t RandomStream::bits()
{
    if (m_left == 0) {
        m_block = philox(m_counter, m_key);
        ++m_counter[0];
        m_left = 4;
    }
    return m_block[std::size_t(4 - m_left--)];
}

int RandomStream::below(int count)
{
    return int((std::uint64_t(bits()) * std::uint64_t(count)) >> 32);
}

int RandomStream::weighted(std::span<const float> weights)
{
    float sum = 0;
    for (const float weight : weights)
        sum += weight;
    float left = uniform() * sum;
    int last = 0;
    for (int i = 0; i < int(weights.size()); ++i) {
        if (weights[std::size_t(i)] <= 0)
            continue;
        last = i;
        left -= weights[std::size_t(i)];
        if (left < 0)
            break;
    }
    return last;
}

float RandomStream::normal()
{
    const double radius = std::sqrt(-2.0 * std::log(1.0 - double(uniform())));
    const double angle = 2.0 * std::numbers::pi * double(uniform());
    return float(radius * std::cos(angle));
}

} // namespace phantom
