// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/pickle.h"

#include <bit>
#include <cstring>
#include <stdexcept>

namespace explain {

/// What is wrong with a pickle, in one clause. Thrown and caught within readPickle().
struct PickleFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

[[noreturn]] inline void refuse(const std::string& what)
{
    throw PickleFault("pickle: " + what);
}

/// Takes numbers and texts from the front of a pickle's bytes; its own numbers are little-endian.
/// All of it throws PickleFault at the end of the bytes.
class PickleStream {
public:
    explicit PickleStream(std::string_view bytes) : m_bytes(bytes) { }

    std::size_t size() const { return m_bytes.size(); }
    std::size_t position() const { return m_at; } ///< bytes taken so far

    std::string_view text(uint64_t count)
    {
        if (count > longestText || count > m_bytes.size() - m_at)
            refuse("expected a text within the file and of at most 64 MiB, found "
                   + std::to_string(count) + " bytes");
        m_at += count;
        return m_bytes.substr(m_at - count, count);
    }

    template <class Number> Number take()
    {
        Number number;
        std::memcpy(&number, text(sizeof number).data(), sizeof number);
        return number;
    }

    /// Up to the end of the line, which is taken and left out.
    std::string_view line()
    {
        const std::size_t end = m_bytes.find('\n', m_at);
        if (end == std::string_view::npos)
            refuse("expected the end of a line, found the end of the file");
        const std::string_view found = text(end - m_at);
        ++m_at;
        return found;
    }

    /// Of two's complement; foreign beyond 64 bits.
    PickleValue integer(uint64_t count)
    {
        const std::string_view digits = text(count);
        if (count > sizeof(int64_t))
            return PickleForeign{};
        const bool isNegative = count > 0 && uint8_t(digits.back()) >= 0x80;
        int64_t number = isNegative ? -1 : 0;
        std::memcpy(&number, digits.data(), count);
        return number;
    }

    double bigEndianReal()
    {
        uint64_t bits = 0;
        for (const char byte : text(sizeof bits))
            bits = bits << 8 | uint8_t(byte);
        return std::bit_cast<double>(bits);
    }

private:
    static constexpr uint64_t longestText = uint64_t(64) << 20;

    std::string_view m_bytes;
    std::size_t m_at = 0;
};

} // namespace explain
