// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/char_map.h"

#include "explain/ops/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstring>

namespace explain {
namespace {

constexpr std::size_t longestReplacement = 64; // bytes; Unicode's own longest has 33
constexpr std::size_t shortCluster = 6;        // bytes

// The units of a double array as darts-clone packs them.
uint32_t offsetOf(uint32_t unit)
{
    return (unit >> 10) << ((unit & 0x200) >> 6);
}

uint32_t labelOf(uint32_t unit)
{
    return unit & 0x800000ff;
}

bool hasLeaf(uint32_t unit)
{
    return (unit >> 8 & 1) != 0;
}

std::size_t clusterEnd(const TrackedText& text, std::size_t begin)
{
    utf8proc_int32_t state = 0;
    std::size_t end = begin + 1;
    while (end < text.size()
           && !utf8proc_grapheme_break_stateful(utf8proc_int32_t(text[end - 1].c),
                                                utf8proc_int32_t(text[end].c), &state))
        ++end;
    return end;
}

std::string bytesOf(const TrackedText& text, std::size_t begin, std::size_t end)
{
    std::string bytes;
    for (std::size_t at = begin; at < end; ++at)
        bytes += encodeUtf8({&text[at].c, 1});
    return bytes;
}

} // namespace

Expected<CharMap> CharMap::make(std::string_view bytes, const std::string& where)
{
    CharMap map;
    if (bytes.empty())
        return map;
    uint32_t size = 0;
    if (bytes.size() >= sizeof size)
        std::memcpy(&size, bytes.data(), sizeof size);
    if (bytes.size() < sizeof size || size > bytes.size() - sizeof size || size % sizeof size != 0)
        return Error{Error::Kind::Network,
                     where + ": character map: expected a table within "
                         + std::to_string(bytes.size()) + " bytes, found one of "
                         + std::to_string(size)};
    map.m_units.resize(size / sizeof size);
    if (size > 0)
        std::memcpy(map.m_units.data(), bytes.data() + sizeof size, size);
    map.m_texts = bytes.substr(sizeof size + size);
    return map;
}

std::u32string CharMap::textAt(uint32_t offset) const
{
    if (offset >= m_texts.size())
        return {};
    const std::string_view rest = std::string_view(m_texts).substr(offset);
    return decodeUtf8(rest.substr(0, std::min(rest.find('\0'), longestReplacement)));
}

std::optional<CharMap::Match> CharMap::matchAt(std::string_view bytes, bool longest) const
{
    std::optional<Match> match;
    if (m_units.empty())
        return match;
    uint32_t at = offsetOf(m_units[0]);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const uint32_t byte = uint8_t(bytes[i]);
        at ^= byte;
        if (at >= m_units.size() || labelOf(m_units[at]) != byte)
            break;
        const bool isEnd = hasLeaf(m_units[at]);
        at ^= offsetOf(m_units[at]);
        if (!isEnd || at >= m_units.size())
            continue;
        match = Match{i + 1, textAt(m_units[at] & 0x7fffffff)};
        if (!longest)
            break;
    }
    return match;
}

TrackedText CharMap::replacedLongest(const TrackedText& text) const
{
    constexpr std::size_t window = 64; // characters; runs in the table are far shorter
    TrackedText out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto match =
            matchAt(bytesOf(text, at, std::min(text.size(), at + window)), /*longest=*/true);
        std::size_t end = at;
        for (std::size_t bytes = 0; match && bytes < match->bytes; ++end)
            bytes += encodeUtf8({&text[end].c, 1}).size();
        if (match)
            appendReplaced(out, text, at, end, match->replacement);
        else
            out.push_back(text[end++]);
        at = end;
    }
    return out;
}

TrackedText CharMap::replacedByCluster(const TrackedText& text) const
{
    TrackedText out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = clusterEnd(text, at);
        const std::string cluster = bytesOf(text, at, std::min(end, at + shortCluster));
        const auto whole = end - at < shortCluster && cluster.size() < shortCluster
            ? matchAt(cluster, false)
            : std::nullopt;
        if (whole)
            appendReplaced(out, text, at, end, whole->replacement);
        for (std::size_t i = at; !whole && i < end; ++i) {
            const auto match = matchAt(bytesOf(text, i, i + 1), false);
            if (match)
                appendReplaced(out, text, i, i + 1, match->replacement);
            else
                out.push_back(text[i]);
        }
        at = end;
    }
    return out;
}

} // namespace explain
