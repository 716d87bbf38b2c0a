// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/shape_json.h"

#include "explain/foreign_json.h"

#include <algorithm>
#include <cmath>

namespace project {
namespace {

using nlohmann::json;

/// Why a shape is none; empty: it is one.
using Fault = std::string;

Fault found(const char* what, const char* expected, const json& value)
{
    return std::string(what) + ": expected " + expected + ", found " + explain::shortened(value);
}

bool isCoordinate(const json& value)
{
    return value.is_number() && std::abs(value.get<double>()) <= farthestCoordinate;
}

bool areCoordinates(const json& list, std::size_t count)
{
    return list.is_array() && list.size() == count && std::ranges::all_of(list, isCoordinate);
}

Fault read(const json& from, Box& box)
{
    if (!areCoordinates(from, 4))
        return found("box", "[x0, y0, x1, y1] within 1048576 of the origin", from);
    box = {from[0], from[1], from[2], from[3]};
    if (!(box.x0 < box.x1 && box.y0 < box.y1))
        return found("box", "x0 < x1 and y0 < y1", from);
    return {};
}

Fault read(const json& from, Point& point)
{
    if (!areCoordinates(from, 2))
        return found("point", "[x, y] within 1048576 of the origin", from);
    point = {from[0], from[1]};
    return {};
}

Fault read(const json& from, Polygon& polygon)
{
    if (!from.is_array() || from.size() < 3)
        return found("polygon", "at least three points", from);
    polygon.points.resize(from.size());
    for (std::size_t i = 0; i < from.size(); ++i)
        if (Fault fault = read(from[i], polygon.points[i]); !fault.empty())
            return "polygon: " + fault;
    return {};
}

bool isWhole(const json& value, std::int64_t most)
{
    if (!value.is_number_integer())
        return false;
    return value.is_number_unsigned()
        ? value.get<std::uint64_t>() <= std::uint64_t(most)
        : value.get<std::int64_t>() >= 0 && value.get<std::int64_t>() <= most;
}

Fault readSize(const json& size, Mask& mask)
{
    const bool fits = size.is_array() && size.size() == 2 && isWhole(size[0], 1 << 20)
        && isWhole(size[1], 1 << 20) && size[0] > 0 && size[1] > 0
        && size[0].get<std::int64_t>() * size[1].get<std::int64_t>() <= mostMaskPixels;
    if (!fits)
        return found("mask size", "[height, width] of at most 268435456 pixels", size);
    mask.height = size[0];
    mask.width = size[1];
    return {};
}

Fault read(const json& from, Mask& mask)
{
    if (!from.is_object())
        return found("mask", R"({"size": [height, width], "counts": [runs]})", from);
    if (Fault fault = readSize(explain::memberOf(from, "size"), mask); !fault.empty())
        return fault;
    const json& counts = explain::memberOf(from, "counts");
    if (!counts.is_array())
        return found("mask counts", "a list of runs", counts);
    const std::int64_t pixels = std::int64_t(mask.height) * mask.width;
    std::int64_t filled = 0;
    mask.counts.reserve(counts.size());
    for (const json& run : counts) {
        if (!isWhole(run, pixels - filled))
            return found("mask counts",
                         ("runs that fill " + std::to_string(pixels) + " pixels").c_str(), run);
        mask.counts.push_back(run);
        filled += mask.counts.back();
    }
    if (filled != pixels)
        return "mask counts: expected runs that fill " + std::to_string(pixels) + " pixels, found "
            + std::to_string(filled);
    return {};
}

template <class Kind> explain::Expected<Shape> readAs(const json& region, const char* key)
{
    Kind shape;
    const Fault fault = read(explain::memberOf(region, key), shape);
    if (!fault.empty())
        return explain::Error{explain::Error::Kind::Input, fault};
    return Shape(std::move(shape));
}

} // namespace

explain::Expected<Shape> readShape(const json& region)
{
    const json& kind = explain::memberOf(region, "kind");
    if (kind == "box")
        return readAs<Box>(region, "box");
    if (kind == "polygon")
        return readAs<Polygon>(region, "polygon");
    if (kind == "point")
        return readAs<Point>(region, "point");
    if (kind == "mask")
        return readAs<Mask>(region, "mask");
    return explain::Error{explain::Error::Kind::Input,
                          found("kind", "one of box, polygon, point, mask", kind)};
}

json numberToJson(double number)
{
    if (number == std::floor(number) && std::abs(number) < 9e15)
        return std::int64_t(number);
    return number;
}

} // namespace project
