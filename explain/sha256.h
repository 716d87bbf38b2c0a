// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"
#include "explain/progress.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace explain {

/// The hash of FIPS 180-4, fed in pieces. Uses the processor's own instructions where it has them.
class Sha256 {
public:
    void add(const void* bytes, std::size_t count);
    std::string hex(); ///< of all that was added, 64 lower-case digits; call it once, last

private:
    std::array<uint32_t, 8> m_state{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<uint8_t, 64> m_block{};
    std::size_t m_filled = 0;
    uint64_t m_length = 0; ///< bytes
};

/// Hex sha256 of \p bytes.
std::string sha256(std::string_view bytes);

/// Hex sha256 of a regular file's bytes, read and not mapped.
/// Errors: Input (cannot be read), Cancelled.
Expected<std::string> sha256OfFile(const std::filesystem::path& file, const Progress& = {});

} // namespace explain
