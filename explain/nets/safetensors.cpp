// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/safetensors.h"

#include "explain/nets/safetensors_header.h"
#include "explain/regular_file.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <bit>
#include <cerrno>
#include <cstring>
#include <memory>
#include <sys/mman.h>

static_assert(std::endian::native == std::endian::little, "the format's numbers are little-endian");

namespace explain {
namespace {

constexpr uint64_t lengthBytes = 8;
constexpr uint64_t maxHeaderBytes = 100'000'000;

/// A file's bytes, for as long as anybody holds it.
class Mapping {
public:
    explicit Mapping(const RegularFile& file)
        : m_size(file.size()),
          m_bytes(::mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, file.descriptor(), 0))
    {
    }
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;
    ~Mapping()
    {
        if (good())
            ::munmap(m_bytes, m_size);
    }

    bool good() const { return m_bytes != MAP_FAILED; }
    char* bytes() const { return static_cast<char*>(m_bytes); }

private:
    std::size_t m_size;
    void* m_bytes;
};

at::Tensor tensorOf(const TensorEntry& entry, char* bytes, std::shared_ptr<const Mapping> mapping)
{
    const auto count = int64_t(entry.end - entry.begin);
    if (count == 0)
        return at::empty(entry.shape, entry.type);
    const at::Tensor raw = at::from_blob(
        bytes, {count}, [held = std::move(mapping)](void*) {}, at::kByte);
    if (entry.type == at::kBool) // a byte that is neither 0 nor 1 is no bool
        return raw.ne(0).view(entry.shape);
    const bool aligned = std::bit_cast<uintptr_t>(bytes) % c10::elementSize(entry.type) == 0;
    return (aligned ? raw : raw.clone()).view(entry.type).view(entry.shape);
}

Error wrong(Error::Kind kind, const std::filesystem::path& file, const std::string& what)
{
    return {kind, file.string() + ": " + what};
}

/// Whether \p name stays in the folder of the index that mentions it.
bool isPlainName(const std::string& name)
{
    return !name.empty() && name != "." && name != ".." && name.find('/') == name.npos
        && name.find('\\') == name.npos && name.find('\0') == name.npos;
}

} // namespace

Expected<TensorFile> readSafetensors(const std::filesystem::path& file, Error::Kind malformed)
{
    const auto opened = RegularFile::open(file);
    if (!opened)
        return opened.error();
    const uint64_t size = opened->size();
    if (size < lengthBytes)
        return wrong(malformed, file,
                     "expected at least 8 bytes of safetensors, found " + std::to_string(size));
    const auto mapping = std::make_shared<const Mapping>(*opened);
    if (!mapping->good())
        return wrong(Error::Kind::Input, file,
                     "expected a file that can be mapped, found: "
                         + std::string(std::strerror(errno)));

    uint64_t headerBytes = 0;
    std::memcpy(&headerBytes, mapping->bytes(), lengthBytes);
    const uint64_t most = std::min(maxHeaderBytes, size - lengthBytes);
    if (headerBytes > most)
        return wrong(malformed, file,
                     "header: expected at most " + std::to_string(most) + " bytes, found "
                         + std::to_string(headerBytes));

    auto parsed = parseSafetensorsHeader({mapping->bytes() + lengthBytes, headerBytes},
                                         size - lengthBytes - headerBytes);
    if (const auto* fault = std::get_if<std::string>(&parsed))
        return wrong(malformed, file, *fault);
    auto& header = std::get<SafetensorsHeader>(parsed);
    TensorFile read{.metadata = std::move(header.metadata)};
    char* payload = mapping->bytes() + lengthBytes + headerBytes;
    for (const TensorEntry& entry : header.tensors)
        read.tensors.emplace(entry.name, tensorOf(entry, payload + entry.begin, mapping));
    return read;
}

Expected<TensorFile> readShardedSafetensors(const std::filesystem::path& index,
                                            Error::Kind malformed,
                                            std::vector<std::filesystem::path>* shards)
{
    const auto json = readJsonObject(index, malformed);
    if (!json)
        return json.error();
    const auto map = json->find("weight_map");
    if (map == json->end() || !map->is_object())
        return wrong(malformed, index, "weight_map: expected an object, found none");

    std::map<std::string, TensorFile> files; // by name
    TensorFile all;
    for (const auto& [name, where] : map->items()) {
        if (!where.is_string() || !isPlainName(where.get<std::string>()))
            return wrong(malformed, index,
                         name.substr(0, 200) + ": expected the name of a file beside the index, "
                             + "found " + where.dump(-1, ' ', true).substr(0, 200));
        const auto shard = where.get<std::string>();
        if (!files.contains(shard)) {
            auto read = readSafetensors(index.parent_path() / shard, malformed);
            if (!read)
                return read.error();
            files.emplace(shard, *std::move(read));
            if (shards != nullptr)
                shards->push_back(index.parent_path() / shard);
        }
        auto& tensors = files.at(shard).tensors;
        const auto tensor = tensors.find(name);
        if (tensor == tensors.end())
            return wrong(malformed, index,
                         name.substr(0, 200) + ": expected it in " + shard + ", found it nowhere");
        all.tensors.emplace(name, std::move(tensor->second));
        tensors.erase(tensor);
    }
    for (auto& [shard, file] : files) {
        for (const auto& [name, tensor] : file.tensors) // what the index did not give to this shard
            if (!all.tensors.emplace(name, tensor).second)
                return wrong(malformed, index,
                             name.substr(0, 200) + ": expected it in one shard, found it again in "
                                 + shard);
        all.metadata.merge(file.metadata);
    }
    return all;
}

} // namespace explain
