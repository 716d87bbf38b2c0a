// SPDX-License-Identifier: Apache-2.0
#include "explain/regular_file.h"

#include "explain/foreign_json.h"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace explain {

Expected<RegularFile> RegularFile::open(const std::filesystem::path& file)
{
    // O_NONBLOCK: opening a pipe must not wait for its writer.
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return Error{Error::Kind::Input,
                     file.string() + ": expected a readable file, found: " + std::strerror(errno)};
    struct stat status { };
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(descriptor);
        return Error{Error::Kind::Input,
                     file.string() + ": expected a regular file, found "
                         + (S_ISDIR(status.st_mode) ? "a folder" : "something else")};
    }
    return RegularFile(descriptor, uint64_t(status.st_size), file.string());
}

RegularFile::RegularFile(int descriptor, uint64_t size, std::string name)
    : m_descriptor(descriptor), m_size(size), m_name(std::move(name))
{
}

RegularFile::RegularFile(RegularFile&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_size(other.m_size),
      m_name(std::move(other.m_name))
{
}

RegularFile::~RegularFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Expected<std::size_t> RegularFile::read(void* bytes, std::size_t count)
{
    ssize_t found = 0;
    do
        found = ::read(m_descriptor, bytes, count);
    while (found < 0 && errno == EINTR);
    if (found < 0)
        return Error{Error::Kind::Input,
                     m_name + ": expected to read on, found: " + std::strerror(errno)};
    return std::size_t(found);
}

Expected<std::string> readWholeFile(const std::filesystem::path& file, std::size_t maxBytes)
{
    auto opened = RegularFile::open(file);
    if (!opened)
        return opened.error();
    if (opened->size() > maxBytes)
        return Error{Error::Kind::Input,
                     file.string() + ": expected at most " + std::to_string(maxBytes)
                         + " bytes, found " + std::to_string(opened->size())};
    std::string bytes(opened->size(), '\0');
    for (std::size_t filled = 0; filled < bytes.size();) {
        const auto count = opened->read(bytes.data() + filled, bytes.size() - filled);
        if (!count)
            return count.error();
        if (*count == 0)
            bytes.resize(filled); // it shrank while we read
        filled += *count;
    }
    return bytes;
}

Expected<nlohmann::json> readJsonObject(const std::filesystem::path& file, Error::Kind malformed)
{
    const auto bytes = readWholeFile(file);
    if (!bytes)
        return bytes.error();
    if (const auto fault = depthFault(*bytes))
        return Error{malformed, file.string() + ": " + *fault};
    nlohmann::json json = nlohmann::json::parse(*bytes, nullptr, /*allow_exceptions=*/false);
    if (!json.is_object())
        return Error{malformed,
                     file.string() + ": expected a JSON object, found "
                         + (json.is_discarded() ? "text that is not JSON" : json.type_name())};
    return json;
}

} // namespace explain
