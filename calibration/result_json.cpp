// SPDX-License-Identifier: Apache-2.0
#include "calibration/result.h"
#include "explain/foreign_json.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace calibration {
namespace {

using explain::Error;
using explain::memberOf;
using Json = nlohmann::ordered_json;
using nlohmann::json;

constexpr std::size_t largestFile = std::size_t(16) << 20; // bytes
constexpr std::size_t mostEntries = 10'000;
constexpr std::size_t longestText = 10'000;
constexpr uint64_t mostPatches = 1 << 20; // of a side

/// Thrown and caught in this file: a reader of nested keys is unreadable otherwise.
struct Unfit {
    std::string what;
};

Json number(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json toJson(const Figure& figure)
{
    return {{"metric", figure.metric},           {"group", figure.group},
            {"value", number(figure.value)},     {"low", number(figure.low)},
            {"high", number(figure.high)},       {"chance", number(figure.chance)},
            {"ceiling", number(figure.ceiling)}, {"count", figure.count},
            {"undefined", figure.undefined}};
}

Json toJson(const MethodResult& method)
{
    Json figures = Json::array();
    for (const Figure& figure : method.figures)
        figures.push_back(toJson(figure));
    return {{"method", method.method},
            {"parameters", method.parameters},
            {"figures", std::move(figures)},
            {"seconds_per_case", number(method.secondsPerCase)},
            {"note", method.note}};
}

[[noreturn]] void refuse(const std::string& where, const std::string& expected, const json& found)
{
    throw Unfit{where + ": expected " + expected + ", found "
                + (found.is_null() ? "nothing" : explain::shortened(found))};
}

std::string text(const json& object, const char* key)
{
    const json& value = memberOf(object, key);
    if (!value.is_string() || value.get_ref<const std::string&>().size() > longestText)
        refuse(key, "a text", value);
    return value.get<std::string>();
}

int64_t whole(const json& object, const char* key)
{
    const json& value = memberOf(object, key);
    if (!value.is_number_unsigned() || value.get<uint64_t>() > uint64_t(INT64_MAX))
        refuse(key, "a whole number from 0", value);
    return value.get<int64_t>();
}

/// Seeds take all 64 bits.
uint64_t seedFrom(const json& value, const char* where)
{
    if (!value.is_number_unsigned())
        refuse(where, "a whole number from 0", value);
    return value.get<uint64_t>();
}

/// A number; NaN where null stands or nothing.
double real(const json& value, const std::string& where)
{
    if (!value.is_null() && !value.is_number())
        refuse(where, "a number or null", value);
    return value.is_null() ? Figure::none : value.get<double>();
}

const json& list(const json& object, const char* key)
{
    const json& value = memberOf(object, key);
    if (!value.is_array() || value.size() > mostEntries)
        refuse(key, "a list of at most " + std::to_string(mostEntries) + " entries", value);
    return value;
}

const json& table(const json& object, const char* key)
{
    const json& value = memberOf(object, key);
    if (!value.is_object() || value.size() > mostEntries)
        refuse(key, "an object of at most " + std::to_string(mostEntries) + " keys", value);
    return value;
}

Figure figureFrom(const json& from)
{
    const auto value = [&](const char* key) { return real(memberOf(from, key), key); };
    return {.metric = text(from, "metric"),
            .group = text(from, "group"),
            .value = value("value"),
            .low = value("low"),
            .high = value("high"),
            .chance = value("chance"),
            .ceiling = value("ceiling"),
            .count = whole(from, "count"),
            .undefined = whole(from, "undefined")};
}

MethodResult methodFrom(const json& from)
{
    MethodResult method{.method = text(from, "method")};
    const json& parameters = table(from, "parameters");
    for (const auto& [key, value] : parameters.items())
        method.parameters[key] = text(parameters, key.c_str());
    for (const json& figure : list(from, "figures"))
        method.figures.push_back(figureFrom(figure));
    method.secondsPerCase = real(memberOf(from, "seconds_per_case"), "seconds_per_case");
    method.note = text(from, "note");
    return method;
}

void readNetwork(const json& from, Result& result)
{
    result.network = text(from, "name");
    result.sha256 = text(from, "sha256");
    result.precision = text(from, "precision");
    const json& grid = list(from, "grid");
    const auto isSide = [](const json& side) {
        return side.is_number_unsigned() && side.get<uint64_t>() <= mostPatches;
    };
    if (grid.size() != 2 || !isSide(grid[0]) || !isSide(grid[1]))
        refuse("grid", "[rows, columns]", grid);
    result.rows = grid[0].get<int64_t>();
    result.cols = grid[1].get<int64_t>();
}

Result resultFrom(const json& from)
{
    if (const std::string format = text(from, "format"); format != resultFormat)
        throw Unfit{"format: expected " + std::string(resultFormat) + ", found "
                    + explain::shortened(format)};
    Result result{.program = text(from, "groundscope")};
    readNetwork(table(from, "network"), result);
    result.domain = text(from, "domain");
    result.data = text(from, "data");
    for (const json& seed : list(from, "seeds"))
        result.seeds.push_back(seedFrom(seed, "seeds"));
    result.cases = whole(from, "cases");
    result.width = whole(from, "width");
    result.height = whole(from, "height");
    result.resamples = whole(from, "resamples");
    result.resamplingSeed = seedFrom(memberOf(from, "resampling_seed"), "resampling_seed");
    for (const json& method : list(from, "methods"))
        result.methods.push_back(methodFrom(method));
    for (const json& skipped : list(from, "skipped"))
        result.skipped.push_back({text(skipped, "method"), text(skipped, "reason")});
    for (const auto& [key, value] : table(from, "thresholds").items()) {
        const double threshold = real(value, "thresholds." + key);
        if (std::isfinite(threshold))
            result.thresholds[key] = threshold;
    }
    return result;
}

} // namespace

std::string toJson(const Result& result)
{
    Json methods = Json::array(), skipped = Json::array(), thresholds = Json::object();
    for (const MethodResult& method : result.methods)
        methods.push_back(toJson(method));
    for (const Skipped& one : result.skipped)
        skipped.push_back({{"method", one.method}, {"reason", one.reason}});
    for (const auto& [key, value] : result.thresholds)
        thresholds[key] = number(value);
    const Json json{{"format", resultFormat},
                    {"groundscope", result.program},
                    {"network",
                     {{"name", result.network},
                      {"sha256", result.sha256},
                      {"precision", result.precision},
                      {"grid", {result.rows, result.cols}}}},
                    {"domain", result.domain},
                    {"data", result.data},
                    {"seeds", result.seeds},
                    {"cases", result.cases},
                    {"width", result.width},
                    {"height", result.height},
                    {"resamples", result.resamples},
                    {"resampling_seed", result.resamplingSeed},
                    {"methods", std::move(methods)},
                    {"skipped", std::move(skipped)},
                    {"thresholds", std::move(thresholds)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

explain::Expected<Result> fromJson(const std::string& bytes)
{
    const auto input = [](const std::string& why) {
        return Error{Error::Kind::Input, "calibration: " + why};
    };
    if (bytes.size() > largestFile)
        return input("expected at most " + std::to_string(largestFile) + " bytes, found "
                     + std::to_string(bytes.size()));
    if (const auto fault = explain::depthFault(bytes))
        return input(*fault);
    const json from = json::parse(bytes, nullptr, /*allow_exceptions=*/false);
    if (!from.is_object())
        return input(
            "expected a JSON object, found "
            + std::string(from.is_discarded() ? "text that is not JSON" : from.type_name()));
    try {
        return resultFrom(from);
    } catch (const Unfit& unfit) {
        return input(unfit.what);
    }
}

} // namespace calibration
