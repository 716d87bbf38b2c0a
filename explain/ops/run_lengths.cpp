// SPDX-License-Identifier: Apache-2.0
#include "explain/ops/run_lengths.h"

#include <stdexcept>

namespace explain {
namespace {

constexpr int64_t largestMask = int64_t{1} << 28; // pixels, as of an image

} // namespace

RunLengths toRunLengths(std::span<const uint8_t> pixels, int64_t height, int64_t width)
{
    if (height < 0 || width < 0 || int64_t(pixels.size()) != height * width)
        throw std::invalid_argument("run lengths: pixels do not fill the mask");
    RunLengths runs{.height = height, .width = width};
    bool inside = false;
    int64_t length = 0;
    for (int64_t x = 0; x < width; ++x)
        for (int64_t y = 0; y < height; ++y) {
            if ((pixels[std::size_t(y * width + x)] != 0) != inside) {
                runs.counts.push_back(length);
                length = 0;
                inside = !inside;
            }
            ++length;
        }
    runs.counts.push_back(length);
    return runs;
}

std::optional<std::string> fault(const RunLengths& runs)
{
    if (runs.height < 1 || runs.width < 1 || runs.height > largestMask / runs.width)
        return "expected a mask of 1 to " + std::to_string(largestMask) + " pixels, found "
            + std::to_string(runs.height) + " x " + std::to_string(runs.width);
    const int64_t pixels = runs.height * runs.width;
    int64_t filled = 0;
    for (const int64_t count : runs.counts) {
        if (count < 0 || count > pixels - filled)
            return "expected runs that stay within " + std::to_string(pixels)
                + " pixels, found one of " + std::to_string(count) + " after "
                + std::to_string(filled);
        filled += count;
    }
    if (filled != pixels)
        return "expected runs of " + std::to_string(pixels) + " pixels in all, found "
            + std::to_string(filled);
    return {};
}

std::vector<uint8_t> fromRunLengths(const RunLengths& runs)
{
    if (const auto wrong = fault(runs))
        throw std::invalid_argument("run lengths: " + *wrong);
    std::vector<uint8_t> pixels(std::size_t(runs.height * runs.width));
    int64_t at = 0; // down the columns
    bool inside = false;
    for (const int64_t count : runs.counts) {
        for (int64_t i = 0; inside && i < count; ++i) {
            const int64_t place = at + i;
            pixels[std::size_t(place % runs.height * runs.width + place / runs.height)] = 1;
        }
        at += count;
        inside = !inside;
    }
    return pixels;
}

} // namespace explain
