// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

namespace explain {

/// A regular file's bytes, mapped for reading. Whatever points into them holds the map.
class MappedFile : public std::enable_shared_from_this<MappedFile> {
public:
    /// An empty file is mapped as no bytes. Errors: Input (cannot be opened, is no regular file, or
    /// cannot be mapped).
    static Expected<std::shared_ptr<const MappedFile>> open(const std::filesystem::path& file);

    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    std::string_view bytes() const { return {m_bytes, m_size}; }

    /// \p part as a tensor that keeps the file mapped: clone before any write. A copy where the
    /// file does not align \p part to the elements, and of bools, which must be 0 or 1.
    /// \param part  a part of bytes() that holds exactly the elements of \p shape
    at::Tensor tensor(std::string_view part, at::ScalarType type,
                      const std::vector<int64_t>& shape) const;

private:
    MappedFile(char* bytes, std::size_t size) : m_bytes(bytes), m_size(size) { }

    char* m_bytes;
    std::size_t m_size;
};

} // namespace explain
