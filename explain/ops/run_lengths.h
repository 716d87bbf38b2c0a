// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace explain {

/// A mask as lengths of runs: background, object, background, ... down the first column, then down
/// the next one. The first run may be 0 long; together they fill the mask.
/// Source: the uncompressed form of COCO's masks (cocodataset.org, "Data format").
struct RunLengths {
    int64_t height = 0, width = 0; ///< pixels
    std::vector<int64_t> counts;

    bool operator==(const RunLengths&) const = default;
};

/// \param pixels [height, width] row by row; everything but 0 belongs to the object
/// \throws std::invalid_argument where \p pixels are not height * width, a caller's mistake
RunLengths toRunLengths(std::span<const uint8_t> pixels, int64_t height, int64_t width);

/// What is wrong with \p runs that come from outside ("expected runs of 9216 pixels in all, found
/// 9000"); nothing: fromRunLengths() may be called. Allocates nothing.
std::optional<std::string> fault(const RunLengths& runs);

/// \returns [height, width] row by row: 1 object, 0 background
/// \throws std::invalid_argument where fault() names one
std::vector<uint8_t> fromRunLengths(const RunLengths& runs);

} // namespace explain
