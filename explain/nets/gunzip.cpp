// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/gunzip.h"

#include <algorithm>
#include <array>
#include <limits>
#include <zlib.h>

namespace explain {

Expected<std::string> gunzip(std::string_view packed, std::size_t maxBytes)
{
    constexpr int anyHeader = 15 + 32; // the largest window; zlib tells gzip from zlib
    z_stream stream{};
    if (inflateInit2(&stream, anyHeader) != Z_OK)
        return Error{Error::Kind::Internal, "gunzip: zlib does not start"};
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = uInt(std::min<std::size_t>(packed.size(), std::numeric_limits<uInt>::max()));

    std::string unpacked;
    std::array<char, 1 << 16> block;
    int state = Z_OK;
    while (state == Z_OK && unpacked.size() <= maxBytes) {
        stream.next_out = reinterpret_cast<Bytef*>(block.data());
        stream.avail_out = uInt(block.size());
        state = inflate(&stream, Z_NO_FLUSH);
        unpacked.append(block.data(), block.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    if (unpacked.size() > maxBytes)
        return Error{Error::Kind::Network,
                     "expected at most " + std::to_string(maxBytes)
                         + " bytes unpacked, found more"};
    if (state != Z_STREAM_END)
        return Error{Error::Kind::Network, "expected gzip data, found a broken or cut stream"};
    return unpacked;
}

} // namespace explain
