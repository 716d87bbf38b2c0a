// SPDX-License-Identifier: Apache-2.0
#include "explain/foreign_json.h"
#include "explain/golden_vectors.h"
#include "explain/parameters.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace explain {
namespace {

constexpr int64_t largestSide = 1024; // pixels
constexpr std::size_t longestVector = 4096;
constexpr std::size_t mostProbes = GoldenVectors::mostProbes;
constexpr std::size_t longestText = GoldenVectors::longestText;

/// Seven digits after the point tell any mistake, and a file of them is a page, not a book.
nlohmann::ordered_json shortest(const std::vector<double>& numbers)
{
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const double x : numbers)
        list.push_back(std::round(x * 1e7) / 1e7);
    return list;
}

/// Reads one value after the other; the first that is wrong is kept.
class GoldenReader {
public:
    std::optional<Error> fault;

    double number(const nlohmann::json& object, const std::string& key, double low, double high)
    {
        const nlohmann::json& value = memberOf(object, key.c_str());
        const double x = value.is_number() ? value.get<double>() : low - 1;
        if (x >= low && x <= high)
            return x;
        refuse(key, "a number from " + toText(low) + " to " + toText(high), value);
        return low;
    }

    std::vector<double> numbers(const nlohmann::json& object, const std::string& key)
    {
        const nlohmann::json& value = memberOf(object, key.c_str());
        const bool good = value.is_array() && value.size() <= longestVector
            && std::ranges::all_of(value, [](const auto& x) { return x.is_number(); });
        if (good)
            return value.get<std::vector<double>>();
        refuse(key, "at most " + std::to_string(longestVector) + " numbers", value);
        return {};
    }

    std::string text(const nlohmann::json& object)
    {
        const nlohmann::json& value = memberOf(object, "text");
        if (value.is_string() && value.get_ref<const std::string&>().size() <= longestText)
            return value.get<std::string>();
        refuse("text", "a text of at most " + std::to_string(longestText) + " bytes", value);
        return {};
    }

    void refuse(const std::string& key, const std::string& expected, const nlohmann::json& found)
    {
        if (!fault)
            fault =
                Error{Error::Kind::Network,
                      "golden: " + key + ": expected " + expected + ", found " + shortened(found)};
    }
};

} // namespace

nlohmann::ordered_json toJson(const GoldenVectors& golden)
{
    nlohmann::ordered_json probes = nlohmann::ordered_json::array();
    for (const GoldenVectors::Probe& probe : golden.probes)
        probes.push_back({{"text", probe.text},
                          {"cosine", std::round(probe.cosine * 1e7) / 1e7},
                          {"vector", shortest(probe.vector)},
                          {"patches", shortest(probe.patches)}});
    return {{"height", golden.height},         {"width", golden.width},
            {"tolerance", golden.tolerance},   {"reduced_tolerance", golden.reducedTolerance},
            {"image", shortest(golden.image)}, {"texts", probes}};
}

Expected<GoldenVectors> goldenVectorsFrom(const nlohmann::json& json)
{
    GoldenReader reader;
    GoldenVectors golden;
    golden.height = int64_t(reader.number(json, "height", 1, largestSide));
    golden.width = int64_t(reader.number(json, "width", 1, largestSide));
    golden.tolerance = reader.number(json, "tolerance", 0, 2);
    golden.reducedTolerance = reader.number(json, "reduced_tolerance", 0, 2);
    golden.image = reader.numbers(json, "image");
    const nlohmann::json& probes = memberOf(json, "texts");
    if (!probes.is_array() || probes.empty() || probes.size() > mostProbes)
        reader.refuse("texts", "1 to " + std::to_string(mostProbes) + " of them", probes);
    for (std::size_t i = 0; i < probes.size() && !reader.fault; ++i) {
        const nlohmann::json& each = probes[i];
        golden.probes.push_back({reader.text(each), reader.numbers(each, "vector"),
                                 reader.number(each, "cosine", -1.001, 1.001),
                                 reader.numbers(each, "patches")});
    }
    if (reader.fault)
        return *reader.fault;
    return golden;
}

} // namespace explain
