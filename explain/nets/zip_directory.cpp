// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/zip_directory.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <vector>

namespace explain {
namespace {

constexpr uint32_t localSignature = 0x04034b50, centralSignature = 0x02014b50,
                   endSignature = 0x06054b50, end64Signature = 0x06064b50,
                   locatorSignature = 0x07064b50;
constexpr std::size_t localBytes = 30, centralBytes = 46, endBytes = 22, end64Bytes = 56,
                      locatorBytes = 20;
constexpr uint16_t extra64 = 1;
constexpr uint32_t beyond32 = 0xffffffff; // the number stands in a zip64 field
constexpr uint16_t beyond16 = 0xffff;
constexpr unsigned encrypted = 0x2041; // the flags: entry, strong, directory
constexpr std::size_t longestName = 1024;

/// Never leaves this file.
struct Malformed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

std::string_view part(std::string_view bytes, uint64_t at, uint64_t count)
{
    if (at > bytes.size() || count > bytes.size() - at)
        throw Malformed("zip: expected " + std::to_string(count) + " bytes at " + std::to_string(at)
                        + ", found the end of the file");
    return bytes.substr(at, count);
}

template <class Number> Number numberAt(std::string_view bytes, uint64_t at)
{
    Number number;
    std::memcpy(&number, part(bytes, at, sizeof number).data(), sizeof number);
    return number;
}

/// Where the directory lies and how many entries it has.
struct Directory {
    uint64_t begin = 0, bytes = 0, entries = 0;
    uint64_t limit = 0; ///< where what comes after it begins
};

Directory findDirectory(std::string_view archive)
{
    if (archive.size() < endBytes)
        throw Malformed("zip: expected at least 22 bytes, found " + std::to_string(archive.size()));
    const uint64_t end = archive.size() - endBytes;
    if (numberAt<uint32_t>(archive, end) != endSignature || numberAt<uint16_t>(archive, end + 20))
        throw Malformed("zip: expected its directory at the end of the file, found other bytes");
    if (numberAt<uint16_t>(archive, end + 4) != 0 || numberAt<uint16_t>(archive, end + 6) != 0)
        throw Malformed("zip: expected one volume, found several");
    Directory found{.begin = numberAt<uint32_t>(archive, end + 16),
                    .bytes = numberAt<uint32_t>(archive, end + 12),
                    .entries = numberAt<uint16_t>(archive, end + 10),
                    .limit = end};
    const bool is64 =
        found.begin == beyond32 || found.bytes == beyond32 || found.entries == beyond16;
    if (end >= locatorBytes && is64
        && numberAt<uint32_t>(archive, end - locatorBytes) == locatorSignature) {
        const auto at = numberAt<uint64_t>(archive, end - locatorBytes + 8);
        if (numberAt<uint32_t>(part(archive, at, end64Bytes), 0) != end64Signature)
            throw Malformed("zip: expected a zip64 directory, found other bytes");
        found = {.begin = numberAt<uint64_t>(archive, at + 48),
                 .bytes = numberAt<uint64_t>(archive, at + 40),
                 .entries = numberAt<uint64_t>(archive, at + 32),
                 .limit = at};
    }
    part(archive.substr(0, found.limit), found.begin, found.bytes);
    if (found.entries > found.bytes / centralBytes)
        throw Malformed("zip: expected room for " + std::to_string(found.entries)
                        + " entries, found " + std::to_string(found.bytes) + " bytes");
    return found;
}

/// One entry as the directory has it.
struct Record {
    std::string name;
    uint64_t begin = 0, bytes = 0; ///< begin: of its local head
    std::size_t length = 0;        ///< of the record
};

/// Replaces the numbers that do not fit into 32 bits by those of the record's zip64 field.
void readExtra64(std::string_view extra, Record& record, uint64_t& packedBytes)
{
    for (std::size_t at = 0; at + 4 <= extra.size();) {
        const std::size_t count = numberAt<uint16_t>(extra, at + 2);
        const std::string_view field = part(extra, at + 4, count);
        if (numberAt<uint16_t>(extra, at) == extra64) {
            std::size_t next = 0;
            for (uint64_t* number : {&record.bytes, &packedBytes, &record.begin})
                if (*number == beyond32) {
                    *number = numberAt<uint64_t>(field, next);
                    next += sizeof(uint64_t);
                }
            return;
        }
        at += 4 + count;
    }
}

Record readRecord(std::string_view directory, uint64_t at)
{
    const std::string_view head = part(directory, at, centralBytes);
    if (numberAt<uint32_t>(head, 0) != centralSignature)
        throw Malformed("zip: expected an entry of the directory, found other bytes");
    const std::size_t nameBytes = numberAt<uint16_t>(head, 28),
                      extraBytes = numberAt<uint16_t>(head, 30),
                      commentBytes = numberAt<uint16_t>(head, 32);
    if (nameBytes == 0 || nameBytes > longestName)
        throw Malformed("zip: expected a name of 1 to " + std::to_string(longestName)
                        + " bytes, found " + std::to_string(nameBytes));
    Record record{.name = std::string(part(directory, at + centralBytes, nameBytes)),
                  .begin = numberAt<uint32_t>(head, 42),
                  .bytes = numberAt<uint32_t>(head, 24),
                  .length = centralBytes + nameBytes + extraBytes + commentBytes};
    uint64_t packedBytes = numberAt<uint32_t>(head, 20);
    readExtra64(part(directory, at + centralBytes + nameBytes, extraBytes), record, packedBytes);
    if (numberAt<uint16_t>(head, 10) != 0 || packedBytes != record.bytes)
        throw Malformed("zip: expected stored entries, found a compressed one");
    if (numberAt<uint16_t>(head, 8) & encrypted)
        throw Malformed("zip: expected plain entries, found an encrypted one");
    return record;
}

/// The bytes of \p record, which must end before \p limit.
std::string_view contentOf(std::string_view archive, const Record& record, uint64_t limit)
{
    const std::string_view body = archive.substr(0, limit);
    const std::string_view head = part(body, record.begin, localBytes);
    const std::size_t nameBytes = numberAt<uint16_t>(head, 26),
                      extraBytes = numberAt<uint16_t>(head, 28);
    if (numberAt<uint32_t>(head, 0) != localSignature || numberAt<uint16_t>(head, 8) != 0
        || part(body, record.begin + localBytes, nameBytes) != record.name)
        throw Malformed("zip: expected an entry as the directory has it, found another");
    return part(body, record.begin + localBytes + nameBytes + extraBytes, record.bytes);
}

ZipEntries readEntries(std::string_view archive)
{
    const Directory directory = findDirectory(archive);
    const std::string_view records = archive.substr(directory.begin, directory.bytes);
    ZipEntries entries;
    std::vector<std::pair<uint64_t, uint64_t>> extents; // of heads and contents
    extents.reserve(directory.entries);
    uint64_t at = 0;
    for (uint64_t i = 0; i < directory.entries; ++i) {
        Record record = readRecord(records, at);
        at += record.length;
        const std::string_view content = contentOf(archive, record, directory.begin);
        const auto contentAt = uint64_t(content.data() - archive.data());
        extents.emplace_back(record.begin, contentAt + content.size());
        if (!entries.emplace(std::move(record.name), content).second)
            throw Malformed("zip: expected each name once, found one twice");
    }
    if (at != directory.bytes)
        throw Malformed("zip: expected nothing behind the last entry of the directory, found "
                        + std::to_string(directory.bytes - at) + " bytes");
    std::ranges::sort(extents);
    for (std::size_t i = 1; i < extents.size(); ++i)
        if (extents[i].first < extents[i - 1].second)
            throw Malformed("zip: expected entries beside each other, found overlapping ones");
    return entries;
}

} // namespace

bool isZip(std::string_view bytes)
{
    return bytes.starts_with("PK\x03\x04");
}

std::variant<ZipEntries, std::string> readZipDirectory(std::string_view archive)
{
    try {
        return readEntries(archive);
    } catch (const Malformed& fault) {
        return std::string(fault.what());
    }
}

} // namespace explain
