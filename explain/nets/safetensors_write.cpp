// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/safetensors.h"

#include "explain/nets/safetensors_header.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <random>
#include <string_view>
#include <unistd.h>

namespace explain {
namespace {

struct Named {
    std::string name;
    at::Tensor tensor; ///< on the CPU, contiguous
};

std::vector<Named> inFileOrder(const NamedTensors& tensors)
{
    std::vector<Named> sorted;
    for (const auto& [name, tensor] : tensors) {
        TORCH_CHECK(tensor.defined() && !safetensorsName(tensor.scalar_type()).empty(), name,
                    ": cannot be written as safetensors");
        sorted.push_back({name, tensor.detach().to(at::kCPU).contiguous()});
    }
    std::ranges::stable_sort(sorted, std::greater(), // the map's order within one width
                             [](const Named& entry) { return entry.tensor.element_size(); });
    return sorted;
}

/// The length field and the header, padded so that the tensors begin at a multiple of 8.
std::string beginning(const std::vector<Named>& tensors,
                      const std::map<std::string, std::string>& metadata)
{
    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    if (!metadata.empty())
        header["__metadata__"] = metadata;
    std::size_t offset = 0;
    for (const auto& [name, tensor] : tensors) {
        TORCH_CHECK(name != "__metadata__", "a tensor cannot be named __metadata__");
        header[name] = {{"dtype", safetensorsName(tensor.scalar_type())},
                        {"shape", tensor.sizes().vec()},
                        {"data_offsets", {offset, offset + tensor.nbytes()}}};
        offset += tensor.nbytes();
    }
    std::string json = header.dump();
    json.append((8 - json.size() % 8) % 8, ' ');
    const uint64_t length = json.size();
    std::string bytes(sizeof length, '\0');
    std::memcpy(bytes.data(), &length, sizeof length);
    return bytes + json;
}

std::string_view bytesOf(const at::Tensor& tensor)
{
    return {static_cast<const char*>(tensor.const_data_ptr()), tensor.nbytes()};
}

/// A new file beside the wanted one, which it becomes by commit(); without, nothing is left of it.
class Replacement {
public:
    explicit Replacement(const std::filesystem::path& wanted)
        : m_wanted(wanted),
          m_path(wanted.string() + "." + std::to_string(std::random_device()()) + ".part"),
          m_descriptor(::open(m_path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666))
    {
    }
    Replacement(const Replacement&) = delete;
    Replacement& operator=(const Replacement&) = delete;
    ~Replacement()
    {
        if (m_descriptor < 0)
            return;
        ::close(m_descriptor);
        if (!m_committed)
            ::unlink(m_path.c_str());
    }

    bool good() const { return m_descriptor >= 0; }

    bool write(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const ssize_t count = ::write(m_descriptor, bytes.data(), bytes.size());
            if (count < 0 && errno != EINTR)
                return false;
            bytes.remove_prefix(std::size_t(std::max<ssize_t>(count, 0)));
        }
        return true;
    }

    bool commit()
    {
        m_committed = ::fsync(m_descriptor) == 0 && ::rename(m_path.c_str(), m_wanted.c_str()) == 0;
        return m_committed;
    }

private:
    const std::filesystem::path m_wanted, m_path;
    const int m_descriptor;
    bool m_committed = false;
};

} // namespace

std::string toSafetensors(const NamedTensors& tensors,
                          const std::map<std::string, std::string>& metadata)
{
    const std::vector<Named> sorted = inFileOrder(tensors);
    std::string bytes = beginning(sorted, metadata);
    for (const Named& entry : sorted)
        bytes += bytesOf(entry.tensor);
    return bytes;
}

Expected<std::filesystem::path> writeSafetensors(const std::filesystem::path& file,
                                                 const NamedTensors& tensors,
                                                 const std::map<std::string, std::string>& metadata)
{
    const std::vector<Named> sorted = inFileOrder(tensors);
    Replacement replacement(file);
    bool written = replacement.good() && replacement.write(beginning(sorted, metadata));
    for (const Named& entry : sorted)
        written = written && replacement.write(bytesOf(entry.tensor));
    if (!written || !replacement.commit())
        return Error{Error::Kind::Input,
                     file.string() + ": expected to write it, found: " + std::strerror(errno)};
    return file;
}

} // namespace explain
