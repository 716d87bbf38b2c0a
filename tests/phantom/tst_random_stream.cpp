// SPDX-License-Identifier: Apache-2.0
#include "phantom/random_stream.h"

#include "tests/support/check.h"

#include <cmath>
#include <set>

using phantom::RandomStream;
using Purpose = RandomStream::Purpose;

// The authors' known answers (Random123, kat_vectors, philox4x32 with 10 rounds).
TEST(philoxGivesTheAuthorsAnswers)
{
    using Four = std::array<std::uint32_t, 4>;
    CHECK((phantom::philox({0, 0, 0, 0}, {0, 0})
           == Four{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    CHECK((phantom::philox({~0U, ~0U, ~0U, ~0U}, {~0U, ~0U})
           == Four{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    CHECK(
        (phantom::philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0})
         == Four{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(momentsAreThoseOfTheDistributions)
{
    RandomStream stream(7, 0, Purpose::Scene);
    constexpr int n = 200'000;
    double uniform = 0, normal = 0, square = 0;
    std::array<int, 5> counts = {};
    for (int i = 0; i < n; ++i) {
        uniform += stream.uniform();
        const double value = stream.normal();
        normal += value;
        square += value * value;
        ++counts[std::size_t(stream.below(5))];
    }
    CHECK(std::abs(uniform / n - .5) < .004);
    CHECK(std::abs(normal / n) < .012);
    CHECK(std::abs(square / n - 1) < .02);
    for (const int count : counts)
        CHECK(std::abs(count / double(n) - .2) < .005);
}

TEST(weightsDecideAndZeroNeverComes)
{
    RandomStream stream(7, 1, Purpose::Text);
    constexpr std::array weights{0.F, 1.F, 3.F, 0.F};
    std::array<int, 4> counts = {};
    for (int i = 0; i < 40'000; ++i)
        ++counts[std::size_t(stream.weighted(weights))];
    CHECK(counts[0] == 0 && counts[3] == 0);
    CHECK(std::abs(counts[2] / 40'000. - .75) < .01);
}

TEST(streamsOfOneSeedDiffer)
{
    std::set<std::uint32_t> first;
    for (std::uint64_t index = 0; index < 100; ++index)
        for (const Purpose purpose : {Purpose::Scene, Purpose::Look, Purpose::Noise})
            first.insert(RandomStream(5, index, purpose).bits());
    CHECK(first.size() == 300);
}
