// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/ATen.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>
#include <zlib.h>

namespace support {

inline uint32_t bigEndian(const std::string& bytes, std::size_t at)
{
    uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number = number << 8 | uint8_t(bytes.at(at + i));
    return number;
}

inline uint8_t paeth(int left, int up, int corner)
{
    const int guess = left + up - corner;
    const int toLeft = std::abs(guess - left), toUp = std::abs(guess - up);
    const int toCorner = std::abs(guess - corner);
    return uint8_t(toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner);
}

/// A plain 8-bit RGB file of the fixtures as [3, H, W] uint8; anything else throws. So tests of
/// tensors need no image library.
inline at::Tensor readPng(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    TORCH_CHECK(bytes.size() > 33 && bytes.compare(1, 3, "PNG") == 0, path, ": no PNG");
    TORCH_CHECK(bytes[24] == 8 && bytes[25] == 2 && bytes[28] == 0, path, ": not plain RGB");
    const auto width = std::size_t(bigEndian(bytes, 16)),
               height = std::size_t(bigEndian(bytes, 20));

    std::string packed;
    for (std::size_t at = 8; at + 12 <= bytes.size(); at += 12 + bigEndian(bytes, at))
        if (bytes.compare(at + 4, 4, "IDAT") == 0)
            packed += bytes.substr(at + 8, bigEndian(bytes, at));
    const std::size_t stride = 3 * width;
    std::vector<uint8_t> lines(height * (stride + 1));
    uLongf size = lines.size();
    const int state = uncompress(lines.data(), &size, reinterpret_cast<const Bytef*>(packed.data()),
                                 packed.size());
    TORCH_CHECK(state == Z_OK && size == lines.size(), path, ": broken");

    at::Tensor pixels = at::empty({int64_t(height), int64_t(width), 3}, at::kByte);
    auto* out = pixels.mutable_data_ptr<uint8_t>();
    for (std::size_t i = 0; i < height * stride; ++i) {
        const std::size_t y = i / stride, x = i % stride;
        const int left = x >= 3 ? out[i - 3] : 0, up = y ? out[i - stride] : 0;
        const int corner = x >= 3 && y ? out[i - stride - 3] : 0;
        const std::array<int, 5> guesses{0, left, up, (left + up) / 2, paeth(left, up, corner)};
        out[i] = uint8_t(lines[y * (stride + 1) + 1 + x] + guesses.at(lines[y * (stride + 1)]));
    }
    return pixels.permute({2, 0, 1}).contiguous();
}

} // namespace support
