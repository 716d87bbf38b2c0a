// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/expected.h"
#include "project/rows.h"

namespace project {

/// Coordinates lie within this many pixels of the origin.
constexpr double farthestCoordinate = 1 << 20;

/// A mask has no more pixels.
constexpr std::int64_t mostMaskPixels = std::int64_t(1) << 28;

using Shape = std::variant<Box, Polygon, Point, Mask>;

/// The shape of a region on a claims line, {"kind": K, K: geometry}. Errors: Input (an unknown
/// kind, not that many numbers, too far out, an empty box, a polygon of fewer than three points,
/// runs that do not fill the mask).
explain::Expected<Shape> readShape(const nlohmann::json& region);

/// \p number as it is written: whole ones without a point, others as short as they can be read
/// back.
nlohmann::json numberToJson(double number);

} // namespace project
