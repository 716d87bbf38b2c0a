// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace explain {

/// A regular file, open for reading. Folders, pipes and devices are refused, and none is waited
/// for.
class RegularFile {
public:
    /// Errors: Input, with the system's reason.
    static Expected<RegularFile> open(const std::filesystem::path& file);

    RegularFile(RegularFile&& other) noexcept;
    RegularFile& operator=(RegularFile&&) = delete;
    ~RegularFile();

    int descriptor() const { return m_descriptor; }
    uint64_t size() const { return m_size; } ///< bytes, when it was opened

    /// Up to \p count bytes from where the last read ended; 0 at the end. Errors: Input.
    Expected<std::size_t> read(void* bytes, std::size_t count);

private:
    RegularFile(int descriptor, uint64_t size, std::string name);

    int m_descriptor;
    uint64_t m_size;
    std::string m_name;
};

/// All of a small file. Errors: Input (cannot be read, or holds more than \p maxBytes).
Expected<std::string> readWholeFile(const std::filesystem::path& file,
                                    std::size_t maxBytes = std::size_t(64) << 20);

/// A small JSON file that must hold an object, nested at most 200 deep. \p malformed is the kind of
/// Error where it does not.
Expected<nlohmann::json> readJsonObject(const std::filesystem::path& file,
                                        Error::Kind malformed = Error::Kind::Input);

} // namespace explain
