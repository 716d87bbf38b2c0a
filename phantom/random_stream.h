// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace phantom {

/// Random numbers that are the same on every machine: Philox4x32-10, a counter under a key (Salmon
/// et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011). Two streams with different keys
/// never share a draw, so held-out scenes are disjoint from training scenes by construction.
class RandomStream {
public:
    /// What a stream is for; each purpose has draws of its own, so that one may change in number
    /// without moving the others.
    enum class Purpose : std::uint32_t { Scene, Look, Noise, Text, Batch, Balance, Weights, Gain };

    /// \p seed is the key; \p index (of a scene, a step, ...) and \p purpose choose the stream.
    RandomStream(std::uint64_t seed, std::uint64_t index, Purpose purpose);

    /// The next 32 bits.
    std::uint32_t bits();
    /// Uniform in [0, 1), a multiple of 2^-24.
    float uniform() { return float(bits() >> 8) * 0x1p-24F; }
    /// Uniform in [low, high).
    float uniform(float low, float high) { return low + (high - low) * uniform(); }
    /// Uniform among 0 ... count - 1; \p count is at least 1.
    int below(int count);
    /// Whether an event of \p probability happens.
    bool chance(float probability) { return uniform() < probability; }
    /// Index drawn with these weights, which need not add up to 1.
    int weighted(std::span<const float> weights);
    /// Normal with mean 0 and deviation 1 (Box and Muller).
    float normal();

private:
    std::array<std::uint32_t, 4> m_counter;
    std::array<std::uint32_t, 2> m_key;
    std::array<std::uint32_t, 4> m_block = {};
    int m_left = 0;
};

/// One block of the generator, which the tests compare with the authors' known answers.
std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                    std::array<std::uint32_t, 2> key);

} // namespace phantom
