// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace explain {

/// How SentencePiece's vocabularies name a single byte: "<0x0A>".
inline std::string byteSymbol(uint8_t byte)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    return std::string("<0x") + digits[byte / 16] + digits[byte % 16] + '>';
}

} // namespace explain
