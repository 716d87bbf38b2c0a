// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/mapped_file.h"

#include "explain/regular_file.h"

#include <ATen/ATen.h>

#include <bit>
#include <cerrno>
#include <cstring>
#include <sys/mman.h>

static_assert(std::endian::native == std::endian::little, "weights are stored little-endian");

namespace explain {

Expected<std::shared_ptr<const MappedFile>> MappedFile::open(const std::filesystem::path& file)
{
    const auto opened = RegularFile::open(file);
    if (!opened)
        return opened.error();
    const std::size_t size = opened->size();
    if (size == 0) // which mmap() refuses
        return std::shared_ptr<const MappedFile>(new MappedFile(nullptr, 0));
    void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, opened->descriptor(), 0);
    if (bytes == MAP_FAILED)
        return Error{Error::Kind::Input,
                     file.string()
                         + ": expected a file that can be mapped, found: " + std::strerror(errno)};
    return std::shared_ptr<const MappedFile>(new MappedFile(static_cast<char*>(bytes), size));
}

MappedFile::~MappedFile()
{
    if (m_bytes != nullptr)
        ::munmap(m_bytes, m_size);
}

at::Tensor MappedFile::tensor(std::string_view part, at::ScalarType type,
                              const std::vector<int64_t>& shape) const
{
    if (part.empty())
        return at::empty(shape, type);
    char* begin = m_bytes + (part.data() - m_bytes);
    const at::Tensor raw = at::from_blob(
        begin, {int64_t(part.size())}, [held = shared_from_this()](void*) {}, at::kByte);
    if (type == at::kBool)
        return raw.ne(0).view(shape);
    const bool aligned = std::bit_cast<uintptr_t>(begin) % c10::elementSize(type) == 0;
    return (aligned ? raw : raw.clone()).view(type).view(shape);
}

} // namespace explain
