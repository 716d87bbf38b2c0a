// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/nets/safetensors.h"

#include "tests/support/check.h"

#include <ATen/ATen.h>

#include <fstream>
#include <unistd.h>

namespace support {

inline std::filesystem::path tinyClip()
{
    return goldenFolder() / "clip_tiny";
}

/// A copy of a golden checkpoint that a test may break; it goes with the object.
class CheckpointCopy {
public:
    explicit CheckpointCopy(const std::string& layout)
        : m_folder(
            std::filesystem::temp_directory_path()
            / ("groundscope-clip-" + std::to_string(::getpid()) + '-' + std::to_string(++count())))
    {
        std::filesystem::copy(tinyClip() / layout, m_folder,
                              std::filesystem::copy_options::recursive);
    }
    ~CheckpointCopy() { std::filesystem::remove_all(m_folder); }
    CheckpointCopy(const CheckpointCopy&) = delete;
    CheckpointCopy& operator=(const CheckpointCopy&) = delete;

    const std::filesystem::path& folder() const { return m_folder; }

    std::string bytes(const std::string& file) const
    {
        std::ifstream stream(m_folder / file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    void write(const std::string& file, const std::string& bytes) const
    {
        std::ofstream(m_folder / file, std::ios::binary) << bytes;
    }

    /// Replaces the first \p from in a text file by \p to.
    void replace(const std::string& file, const std::string& from, const std::string& to) const
    {
        std::string text = bytes(file);
        const std::size_t at = text.find(from);
        TORCH_CHECK(at != std::string::npos, file, ": no ", from);
        write(file, text.replace(at, from.size(), to));
    }

    explain::NamedTensors tensors(const std::string& file) const
    {
        const auto read = explain::readSafetensors(m_folder / file);
        TORCH_CHECK(read, file);
        return read->tensors;
    }

    void write(const std::string& file, const explain::NamedTensors& tensors) const
    {
        TORCH_CHECK(explain::writeSafetensors(m_folder / file, tensors), file);
    }

private:
    static int& count()
    {
        static int copies = 0;
        return copies;
    }

    std::filesystem::path m_folder;
};

} // namespace support
