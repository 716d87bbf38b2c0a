// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

namespace explain {

/// One field of a protobuf message.
struct ProtobufField {
    uint64_t number = 0;
    uint64_t value = 0;    ///< of a varint or a fixed number
    std::string_view text; ///< of a length-delimited one

    float real() const ///< of a fixed number of 32 bits
    {
        float number32 = 0;
        std::memcpy(&number32, &value, sizeof number32);
        return number32;
    }
};

/// Takes the fields of a protobuf message one by one, whatever they mean.
/// Source: the wire format of protobuf.dev/programming-guides/encoding.
class ProtobufReader {
public:
    explicit ProtobufReader(std::string_view bytes) : m_rest(bytes) { }

    /// Nothing at the end of the message, and where it is malformed: see good().
    std::optional<ProtobufField> next()
    {
        if (m_rest.empty() || !m_good)
            return {};
        const uint64_t tag = varint();
        ProtobufField field{.number = tag >> 3};
        switch (tag & 7) {
        case 0: field.value = varint(); break;
        case 1: field.value = fixed(8); break;
        case 2: field.text = take(varint()); break;
        case 5: field.value = fixed(4); break;
        default: m_good = false;
        }
        return m_good ? std::optional(field) : std::nullopt;
    }

    bool good() const { return m_good; }

private:
    uint64_t varint()
    {
        uint64_t number = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::string_view byte = take(1);
            if (byte.empty())
                return 0;
            number |= uint64_t(byte[0] & 0x7f) << shift;
            if ((byte[0] & 0x80) == 0)
                return number;
        }
        m_good = false;
        return 0;
    }

    uint64_t fixed(std::size_t count)
    {
        uint64_t number = 0;
        const std::string_view bytes = take(count);
        if (!bytes.empty())
            std::memcpy(&number, bytes.data(), bytes.size());
        return number;
    }

    std::string_view take(uint64_t count)
    {
        if (count > m_rest.size()) {
            m_good = false;
            return {};
        }
        const std::string_view taken = m_rest.substr(0, count);
        m_rest.remove_prefix(count);
        return taken;
    }

    std::string_view m_rest;
    bool m_good = true;
};

} // namespace explain
