// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/base64.h"

#include <cstdint>

namespace explain {

std::optional<std::string> fromBase64(std::string_view text)
{
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (text.size() % 4 != 0)
        return {};
    for (int padding = 0; padding < 2 && text.ends_with('='); ++padding)
        text.remove_suffix(1);
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3 + 2);
    uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        const std::size_t digit = digits.find(c);
        if (digit == std::string_view::npos)
            return {};
        bits = bits << 6 | uint32_t(digit);
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes += char(bits >> count & 0xff);
        }
    }
    return bytes;
}

} // namespace explain
