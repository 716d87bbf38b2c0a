// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace support {

template <class Number> std::string littleEndian(Number number)
{
    std::string bytes(sizeof number, '\0');
    std::memcpy(bytes.data(), &number, sizeof number);
    return bytes;
}

struct ZipFile {
    std::string name, content;
    uint16_t method = 0, flags = 0;
    std::string localName = name; ///< as the entry's own head has it
    bool is64 = false;            ///< sizes and place in a field of 64 bits
};

/// A zip archive, written by hand so that a test may write a wrong one.
/// \param placeOf where the directory says that an entry begins; -1: where it does
inline std::string zipBytes(const std::vector<ZipFile>& files, int64_t placeOfLast = -1,
                            bool has64End = false)
{
    std::string archive, directory;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const ZipFile& file = files[i];
        const auto size = uint32_t(file.content.size());
        uint64_t begin = archive.size();
        if (i + 1 == files.size() && placeOfLast >= 0)
            begin = uint64_t(placeOfLast);
        const std::string common = littleEndian<uint16_t>(45) + littleEndian(file.flags)
            + littleEndian(file.method) + std::string(8, '\0');
        const std::string sizes = littleEndian(size) + littleEndian(size);
        archive += "PK\x03\x04" + common + sizes + littleEndian(uint16_t(file.localName.size()))
            + littleEndian<uint16_t>(0) + file.localName + file.content;
        const std::string wide = littleEndian<uint16_t>(1) + littleEndian<uint16_t>(24)
            + littleEndian<uint64_t>(size) + littleEndian<uint64_t>(size) + littleEndian(begin);
        const std::string none = littleEndian<uint32_t>(~0u);
        directory += "PK\x01\x02" + littleEndian<uint16_t>(45) + common
            + (file.is64 ? none + none : sizes) + littleEndian(uint16_t(file.name.size()))
            + littleEndian(uint16_t(file.is64 ? wide.size() : 0)) + std::string(10, '\0')
            + (file.is64 ? none : littleEndian(uint32_t(begin))) + file.name
            + (file.is64 ? wide : std::string());
    }
    const uint64_t at = archive.size();
    archive += directory;
    const uint64_t end = archive.size();
    if (has64End)
        archive += "PK\x06\x06" + littleEndian<uint64_t>(44) + std::string(12, '\0')
            + littleEndian<uint64_t>(files.size()) + littleEndian<uint64_t>(files.size())
            + littleEndian<uint64_t>(directory.size()) + littleEndian(at) + "PK\x06\x07"
            + std::string(4, '\0') + littleEndian(end) + littleEndian<uint32_t>(1);
    const auto count = has64End ? uint16_t(~0) : uint16_t(files.size());
    archive += "PK\x05\x06" + std::string(4, '\0') + littleEndian(count) + littleEndian(count)
        + littleEndian(has64End ? ~0u : uint32_t(directory.size()))
        + littleEndian(has64End ? ~0u : uint32_t(at)) + std::string(2, '\0');
    return archive;
}

} // namespace support
