// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/pickled_tensors.h"

#include "explain/nets/mapped_file.h"
#include "explain/nets/pickle.h"
#include "explain/nets/pickled_names.h"
#include "explain/nets/zip_directory.h"

#include <ATen/ATen.h>

#include <cstring>
#include <optional>
#include <stdexcept>

namespace explain {
namespace {

// A pickle of the number 0x1950a86a20f9469cfc6c, with which old files begin.
constexpr std::string_view legacyMagic{"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.",
                                       15};
constexpr int64_t legacyProtocol = 1001;
constexpr double mostBytesPerByte = 16; // of tensors that share memory, in sizes of the file

/// Never leaves this file.
struct Malformed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

template <class Value> Value orThrow(std::variant<Value, std::string> read)
{
    if (const auto* fault = std::get_if<std::string>(&read))
        throw Malformed(*fault);
    return std::get<Value>(std::move(read));
}

/// A checkpoint taken apart: its pickle, and the bytes of each storage.
struct Parts {
    Pickle pickle;
    std::map<std::string, std::string_view, std::less<>> storages; ///< by key
};

/// The one folder that holds everything, with its slash.
std::string rootOf(const ZipEntries& entries)
{
    constexpr std::string_view pickleName = "data.pkl";
    std::string root;
    for (const auto& [name, content] : entries) {
        const std::size_t slash = name.find('/');
        if (slash == std::string::npos || name.substr(slash + 1) != pickleName)
            continue;
        if (!root.empty())
            throw Malformed("expected one pickle in the archive, found several");
        root = name.substr(0, slash + 1);
    }
    if (root.empty())
        throw Malformed(
            "expected an archive with a data.pkl as torch.save() writes it, found none");
    return root;
}

Parts readArchive(std::string_view bytes)
{
    const auto entries = orThrow(readZipDirectory(bytes));
    const std::string root = rootOf(entries);
    const auto order = entries.find(root + "byteorder");
    if (order != entries.end() && order->second != "little")
        throw Malformed("byteorder: expected little, found another");
    const auto code = entries.lower_bound(root + "code/");
    const bool isTorchScript = entries.contains(root + "constants.pkl") && code != entries.end()
        && code->first.starts_with(root + "code/");

    Parts parts{.pickle = orThrow(readPickle(entries.at(root + "data.pkl"), isTorchScript))};
    const std::string folder = root + "data/";
    for (auto entry = entries.lower_bound(folder);
         entry != entries.end() && entry->first.starts_with(folder); ++entry)
        parts.storages.emplace(entry->first.substr(folder.size()), entry->second);
    return parts;
}

/// The storages behind the pickles of an old file: of each its length and its bytes.
void readLegacyStorages(std::string_view bytes, const Pickle& keys, Parts& parts)
{
    const auto* const* list = std::get_if<PickleList*>(&keys.root);
    if (!list)
        throw Malformed("expected a list of storages, found something else");
    std::map<std::string_view, const PickleStorage*> known;
    for (const PickleStorage& storage : parts.pickle.storages)
        known.emplace(storage.key, &storage);
    for (const PickleValue& item : (*list)->items) {
        const auto* key = std::get_if<std::string_view>(&item);
        const auto storage = key ? known.find(*key) : known.end();
        if (storage == known.end())
            throw Malformed("expected the storages of the tensors, found an unknown one");
        int64_t count = 0;
        if (bytes.size() < sizeof count)
            throw Malformed("expected a storage, found the end of the file");
        std::memcpy(&count, bytes.data(), sizeof count);
        bytes.remove_prefix(sizeof count);
        const auto& [name, type, announced] = *storage->second;
        const uint64_t size = uint64_t(announced) * c10::elementSize(type);
        if (count != announced || size > bytes.size())
            throw Malformed("expected a storage of " + std::to_string(announced)
                            + " elements, found " + std::to_string(count));
        parts.storages.emplace(name, bytes.substr(0, size));
        bytes.remove_prefix(size);
    }
}

Parts readLegacy(std::string_view bytes)
{
    std::size_t at = 0;
    const auto next = [&] {
        Pickle pickle = orThrow(readPickle(bytes.substr(at)));
        at += pickle.length;
        return pickle;
    };
    next(); // the magic number
    const PickleValue protocol = next().root;
    if (protocol.index() != PickleValue(legacyProtocol).index()
        || std::get<int64_t>(protocol) != legacyProtocol)
        throw Malformed("expected protocol 1001 of PyTorch, found another");
    const Pickle system = next();
    if (auto* const* settings = std::get_if<PickleDict*>(&system.root))
        for (const auto& [key, value] : (*settings)->items)
            if (const auto* name = std::get_if<std::string_view>(&key); name
                && *name == "little_endian" && std::holds_alternative<bool>(value)
                && !std::get<bool>(value))
                throw Malformed("byte order: expected little, found big");
    Parts parts{.pickle = next()};
    const Pickle keys = next();
    readLegacyStorages(bytes.substr(at), keys, parts);
    return parts;
}

Parts readParts(std::string_view bytes)
{
    if (isZip(bytes))
        return readArchive(bytes);
    if (bytes.starts_with(legacyMagic))
        return readLegacy(bytes);
    throw Malformed("expected what torch.save() writes, found something else");
}

/// Makes the tensors, each storage once.
class Maker {
public:
    Maker(const Parts& parts, const MappedFile& file) : m_parts(parts), m_file(file) { }

    at::Tensor make(const PickleTensor& tensor)
    {
        at::Tensor made =
            memoryOf(*tensor.storage).as_strided(tensor.sizes, tensor.strides, tensor.offset);
        m_bytes += double(made.numel()) * double(made.element_size());
        if (m_bytes > mostBytesPerByte * double(m_file.bytes().size()))
            throw Malformed("expected tensors of at most 16 times the file's size, found more");
        return made.contiguous();
    }

private:
    const at::Tensor& memoryOf(const PickleStorage& storage)
    {
        at::Tensor& memory = m_memory[{storage.key, storage.type}];
        if (!memory.defined()) {
            const auto found = m_parts.storages.find(storage.key);
            if (found == m_parts.storages.end())
                throw Malformed("expected the bytes of each tensor, found none of one");
            check(storage, found->second.size());
            memory = m_file.tensor(found->second, storage.type, {storage.count});
        }
        check(storage, std::size_t(memory.numel()) * c10::elementSize(storage.type));
        return memory;
    }

    static void check(const PickleStorage& storage, std::size_t bytes)
    {
        const std::size_t expected = std::size_t(storage.count) * c10::elementSize(storage.type);
        if (bytes != expected)
            throw Malformed("expected a storage of " + std::to_string(expected) + " bytes, found "
                            + std::to_string(bytes));
    }

    const Parts& m_parts;
    const MappedFile& m_file;
    std::map<std::pair<std::string_view, at::ScalarType>, at::Tensor> m_memory;
    double m_bytes = 0;
};

TensorFile readTensors(const MappedFile& file)
{
    const Parts parts = readParts(file.bytes());
    auto [tensors, notes] = orThrow(namedTensorsOf(parts.pickle));
    TensorFile read{.notes = std::move(notes)};
    Maker maker(parts, file);
    for (const auto& [name, tensor] : tensors)
        read.tensors.emplace(name, maker.make(*tensor));
    return read;
}

} // namespace

bool isPickledName(const std::filesystem::path& file)
{
    const std::string extension = file.extension().string();
    return extension == ".bin" || extension == ".pt" || extension == ".pth";
}

Expected<TensorFile> readPickledTensors(const std::filesystem::path& file)
{
    const auto mapped = MappedFile::open(file);
    if (!mapped)
        return mapped.error();
    try {
        return readTensors(**mapped);
    } catch (const Malformed& fault) {
        return Error{Error::Kind::Network, file.string() + ": " + fault.what()};
    }
}

} // namespace explain
