// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/json_values.h"

#include "explain/foreign_json.h"

#include <limits>
#include <stdexcept>

namespace project {
namespace {

using nlohmann::json;

json pairOf(const Point& point)
{
    return json::array({point.x, point.y});
}

Point pointFrom(const json& pair)
{
    if (!pair.is_array() || pair.size() != 2)
        throw std::invalid_argument("point: expected [x, y]");
    return {pair[0].get<double>(), pair[1].get<double>()};
}

const json& arrayOf(const json& list, const char* what)
{
    if (!list.is_array())
        throw std::invalid_argument(std::string(what) + ": expected a list");
    return list;
}

template <class T> T whole(const json& number)
{
    if (!number.is_number_integer())
        throw std::invalid_argument("expected a whole number");
    if (number.is_number_unsigned()
            ? number.get<std::uint64_t>() > std::uint64_t(std::numeric_limits<T>::max())
            : number.get<std::int64_t>() < std::int64_t(std::numeric_limits<T>::min()))
        throw std::invalid_argument("whole number: too large");
    return number.get<T>();
}

} // namespace

json parseJson(std::string_view text)
{
    if (const auto fault = explain::depthFault(text))
        throw std::invalid_argument(*fault);
    return json::parse(text);
}

std::string dumpJson(const json& value)
{
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

json encode(const QUuid& id)
{
    return id.isNull() ? json() : encode(id.toString(QUuid::WithoutBraces));
}

json encode(const QString& text)
{
    const QByteArray utf8 = text.toUtf8();
    return std::string(utf8.data(), std::size_t(utf8.size()));
}

json encode(const QStringList& texts)
{
    json list = json::array();
    for (const QString& text : texts)
        list.push_back(encode(text));
    return list;
}

json encode(const std::vector<Span>& spans)
{
    json list = json::array();
    for (const Span& span : spans)
        list.push_back({{"begin", span.begin}, {"end", span.end}});
    return list;
}

json encode(const std::vector<QUuid>& ids)
{
    json list = json::array();
    for (const QUuid& id : ids)
        list.push_back(encode(id));
    return list;
}

json encode(const Shape& shape)
{
    return shapeToJson(shape);
}

json shapeToJson(const Shape& shape)
{
    struct Visitor {
        json operator()(const Box& box) const
        {
            return {{"kind", "box"}, {"box", {box.x0, box.y0, box.x1, box.y1}}};
        }
        json operator()(const Polygon& polygon) const
        {
            json points = json::array();
            for (const Point& point : polygon.points)
                points.push_back(pairOf(point));
            return {{"kind", "polygon"}, {"polygon", std::move(points)}};
        }
        json operator()(const Point& point) const
        {
            return {{"kind", "point"}, {"point", pairOf(point)}};
        }
        json operator()(const Mask& mask) const
        {
            return {{"kind", "mask"},
                    {"mask",
                     {{"size", json::array({mask.height, mask.width})}, {"counts", mask.counts}}}};
        }
    };
    return std::visit(Visitor{}, shape);
}

Shape shapeFromJson(const json& value)
{
    const std::string kind = value.at("kind").get<std::string>();
    const json& geometry = value.at(kind);
    if (kind == "box") {
        if (!geometry.is_array() || geometry.size() != 4)
            throw std::invalid_argument("box: expected [x0, y0, x1, y1]");
        return Box{geometry[0].get<double>(), geometry[1].get<double>(), geometry[2].get<double>(),
                   geometry[3].get<double>()};
    }
    if (kind == "polygon") {
        Polygon polygon;
        for (const json& point : arrayOf(geometry, "polygon"))
            polygon.points.push_back(pointFrom(point));
        return polygon;
    }
    if (kind == "point")
        return pointFrom(geometry);
    if (kind == "mask") {
        const json& size = arrayOf(geometry.at("size"), "mask size");
        Mask mask{.height = whole<int>(size.at(0)), .width = whole<int>(size.at(1))};
        for (const json& count : arrayOf(geometry.at("counts"), "mask counts"))
            mask.counts.push_back(whole<std::uint32_t>(count));
        return mask;
    }
    throw std::invalid_argument("shape: expected box, polygon, point or mask, found " + kind);
}

void decode(const json& value, QUuid& id)
{
    id = {};
    if (value.is_null())
        return;
    const std::string text = value.get<std::string>();
    id = QUuid::fromString(QLatin1String(text.data(), qsizetype(text.size())));
    if (id.isNull())
        throw std::invalid_argument("expected a UUID, found \"" + text + '"');
}

void decode(const json& value, QString& text)
{
    text = QString::fromStdString(value.get_ref<const std::string&>());
}

void decode(const json& value, QStringList& texts)
{
    texts.clear();
    for (const json& one : arrayOf(value, "texts"))
        decode(one, texts.emplaceBack());
}

void decode(const json& value, std::vector<Span>& spans)
{
    spans.clear();
    for (const json& one : arrayOf(value, "spans"))
        spans.push_back({whole<int>(one.at("begin")), whole<int>(one.at("end"))});
}

void decode(const json& value, std::vector<QUuid>& ids)
{
    ids.clear();
    for (const json& one : arrayOf(value, "ids"))
        decode(one, ids.emplace_back());
}

void decode(const json& value, Shape& shape)
{
    shape = shapeFromJson(value);
}

void decode(const json& value, qint64& number)
{
    number = whole<qint64>(value);
}

void decode(const json& value, int& number)
{
    number = whole<int>(value);
}

void decode(const json& value, bool& yes)
{
    yes = value.get<bool>();
}

void decode(const json& value, double& number)
{
    number = value.get<double>();
}

} // namespace project
