// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/safetensors.h"

#include "explain/nets/mapped_file.h"
#include "explain/nets/safetensors_header.h"
#include "explain/nets/shards.h"

#include <algorithm>
#include <cstring>

namespace explain {
namespace {

constexpr uint64_t lengthBytes = 8;
constexpr uint64_t maxHeaderBytes = 100'000'000;

Error wrong(Error::Kind kind, const std::filesystem::path& file, const std::string& what)
{
    return {kind, file.string() + ": " + what};
}

} // namespace

Expected<TensorFile> readSafetensors(const std::filesystem::path& file, Error::Kind malformed)
{
    const auto mapped = MappedFile::open(file);
    if (!mapped)
        return mapped.error();
    const std::string_view bytes = (*mapped)->bytes();
    const uint64_t size = bytes.size();
    if (size < lengthBytes)
        return wrong(malformed, file,
                     "expected at least 8 bytes of safetensors, found " + std::to_string(size));
    uint64_t headerBytes = 0;
    std::memcpy(&headerBytes, bytes.data(), lengthBytes);
    const uint64_t most = std::min(maxHeaderBytes, size - lengthBytes);
    if (headerBytes > most)
        return wrong(malformed, file,
                     "header: expected at most " + std::to_string(most) + " bytes, found "
                         + std::to_string(headerBytes));

    auto parsed = parseSafetensorsHeader(bytes.substr(lengthBytes, headerBytes),
                                         size - lengthBytes - headerBytes);
    if (const auto* fault = std::get_if<std::string>(&parsed))
        return wrong(malformed, file, *fault);
    auto& header = std::get<SafetensorsHeader>(parsed);
    TensorFile read{.metadata = std::move(header.metadata)};
    const std::string_view payload = bytes.substr(lengthBytes + headerBytes);
    for (const TensorEntry& entry : header.tensors)
        read.tensors.emplace(entry.name,
                             (*mapped)->tensor(payload.substr(entry.begin, entry.end - entry.begin),
                                               entry.type, entry.shape));
    return read;
}

Expected<TensorFile> readShardedSafetensors(const std::filesystem::path& index,
                                            Error::Kind malformed,
                                            std::vector<std::filesystem::path>* shards)
{
    return readShards(
        index,
        [malformed](const std::filesystem::path& shard) {
            return readSafetensors(shard, malformed);
        },
        malformed, shards);
}

} // namespace explain
