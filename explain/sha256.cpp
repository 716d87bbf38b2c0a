// SPDX-License-Identifier: Apache-2.0
#include "explain/sha256.h"

#include "explain/regular_file.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace explain {
namespace {

using State = std::array<uint32_t, 8>;

// FIPS 180-4, 4.2.2: the first 32 bits of the fractions of the cube roots of the first 64 primes.
alignas(16) constexpr std::array<uint32_t, 64> roundConstants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

uint32_t bigEndian(const uint8_t* bytes)
{
    return uint32_t(bytes[0]) << 24 | uint32_t(bytes[1]) << 16 | uint32_t(bytes[2]) << 8 | bytes[3];
}

void compressPortably(State& state, const uint8_t* blocks, std::size_t count)
{
    for (; count > 0; --count, blocks += 64) {
        std::array<uint32_t, 64> w{};
        for (std::size_t i = 0; i < 16; ++i)
            w[i] = bigEndian(blocks + 4 * i);
        for (std::size_t i = 16; i < 64; ++i) {
            const uint32_t a = w[i - 15], b = w[i - 2];
            const uint32_t s0 = std::rotr(a, 7) ^ std::rotr(a, 18) ^ (a >> 3);
            const uint32_t s1 = std::rotr(b, 17) ^ std::rotr(b, 19) ^ (b >> 10);
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        auto [a, b, c, d, e, f, g, h] = state;
        for (std::size_t i = 0; i < 64; ++i) {
            const uint32_t s1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
            const uint32_t t1 = h + s1 + ((e & f) ^ (~e & g)) + roundConstants[i] + w[i];
            const uint32_t s0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
            const uint32_t t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
            h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
        }
        const State added{a, b, c, d, e, f, g, h};
        for (std::size_t i = 0; i < 8; ++i)
            state[i] += added[i];
    }
}

#if defined(__x86_64__)
bool processorHashes()
{
    // __builtin_cpu_supports of g++ 12 does not know "sha": CPUID leaf 7, EBX, bit 29.
    static const bool has = [] {
        uint32_t a = 7, b = 0, c = 0, d = 0;
        __asm__ volatile("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
        return (b >> 29 & 1) && __builtin_cpu_supports("sse4.1");
    }();
    return has;
}

// Four rounds an instruction pair; the state lies as ABEF and CDGH (Intel's SHA extensions guide).
__attribute__((target("sha,sse4.1"))) void compressByProcessor(State& state, const uint8_t* blocks,
                                                               std::size_t count)
{
    const __m128i swapBytes = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    auto* words = reinterpret_cast<__m128i*>(state.data());
    const __m128i badc = _mm_shuffle_epi32(_mm_loadu_si128(words), 0xb1);
    const __m128i hgfe = _mm_shuffle_epi32(_mm_loadu_si128(words + 1), 0x1b);
    __m128i abef = _mm_alignr_epi8(badc, hgfe, 8);
    __m128i cdgh = _mm_blend_epi16(hgfe, badc, 0xf0);

    for (; count > 0; --count, blocks += 64) {
        const __m128i abefBefore = abef, cdghBefore = cdgh;
        __m128i w[4];
        for (int i = 0; i < 4; ++i)
            w[i] = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(blocks) + i),
                                    swapBytes);
        for (int i = 0; i < 16; ++i) {
            const __m128i now = w[i % 4];
            const __m128i k =
                _mm_load_si128(reinterpret_cast<const __m128i*>(roundConstants.data()) + i);
            const __m128i sum = _mm_add_epi32(now, k);
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0e));
            const __m128i next = w[(i + 1) % 4], last = w[(i + 3) % 4];
            w[i % 4] = _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(now, next),
                                                          _mm_alignr_epi8(last, w[(i + 2) % 4], 4)),
                                            last);
        }
        abef = _mm_add_epi32(abef, abefBefore);
        cdgh = _mm_add_epi32(cdgh, cdghBefore);
    }
    const __m128i feba = _mm_shuffle_epi32(abef, 0x1b), dchg = _mm_shuffle_epi32(cdgh, 0xb1);
    _mm_storeu_si128(words, _mm_blend_epi16(feba, dchg, 0xf0));
    _mm_storeu_si128(words + 1, _mm_alignr_epi8(dchg, feba, 8));
}
#endif

void compress(State& state, const uint8_t* blocks, std::size_t count)
{
#if defined(__x86_64__)
    if (processorHashes())
        return compressByProcessor(state, blocks, count);
#endif
    compressPortably(state, blocks, count);
}

} // namespace

void Sha256::add(const void* bytes, std::size_t count)
{
    const auto* next = static_cast<const uint8_t*>(bytes);
    m_length += count;
    if (m_filled > 0) {
        const std::size_t taken = std::min(count, m_block.size() - m_filled);
        std::memcpy(m_block.data() + m_filled, next, taken);
        m_filled += taken, next += taken, count -= taken;
        if (m_filled < m_block.size())
            return;
        compress(m_state, m_block.data(), 1);
        m_filled = 0;
    }
    compress(m_state, next, count / 64);
    m_filled = count % 64;
    if (m_filled > 0)
        std::memcpy(m_block.data(), next + (count - m_filled), m_filled);
}

std::string Sha256::hex()
{
    const uint64_t bits = m_length * 8;
    std::array<uint8_t, 72> ending{0x80}; // one bit, zeros up to 8 bytes before a block's end
    const std::size_t zeros = (m_filled < 56 ? 56 : 120) - m_filled;
    for (std::size_t i = 0; i < 8; ++i)
        ending[zeros + i] = uint8_t(bits >> (56 - 8 * i));
    add(ending.data(), zeros + 8);

    std::string digits;
    for (const uint32_t word : m_state)
        for (int shift = 28; shift >= 0; shift -= 4)
            digits += "0123456789abcdef"[word >> shift & 15];
    return digits;
}

std::string sha256(std::string_view bytes)
{
    Sha256 hash;
    hash.add(bytes.data(), bytes.size());
    return hash.hex();
}

Expected<std::string> sha256OfFile(const std::filesystem::path& file, const Progress& progress)
{
    auto opened = RegularFile::open(file);
    if (!opened)
        return opened.error();
    Sha256 hash;
    std::vector<uint8_t> piece(std::size_t(1) << 20);
    for (uint64_t done = 0;;) {
        const auto count = opened->read(piece.data(), piece.size());
        if (!count)
            return count.error();
        if (*count == 0)
            return hash.hex();
        hash.add(piece.data(), *count);
        done += *count;
        if (progress.cancelled())
            return cancelledError;
        progress.report(double(done) / double(std::max(done, opened->size())), "hashing");
    }
}

} // namespace explain
