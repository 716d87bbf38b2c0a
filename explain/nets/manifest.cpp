// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/manifest.h"

#include "explain/foreign_json.h"
#include "explain/regular_file.h"

#include <nlohmann/json.hpp>

#include <fstream>

namespace explain {

Expected<Manifest> readManifest(const std::filesystem::path& folder)
{
    const std::filesystem::path file = folder / Manifest::name;
    std::error_code failed;
    Manifest manifest;
    if (!std::filesystem::exists(file, failed))
        return manifest;
    const auto json = readJsonObject(file, Error::Kind::Network);
    if (!json)
        return json.error();
    const auto malformed = [&](const std::string& why) {
        return Error{Error::Kind::Network, file.string() + ": " + why};
    };
    const nlohmann::json& defaults = memberOf(*json, "defaults");
    if (!defaults.is_object() && !defaults.is_null())
        return malformed("defaults: expected an object, found " + shortened(defaults));
    for (const auto& [key, value] : defaults.items())
        manifest.defaults[key] = value.is_string() ? value.get<std::string>() : value.dump();
    if (const nlohmann::json& given = memberOf(*json, "golden"); !given.is_null()) {
        auto golden = goldenVectorsFrom(given);
        if (!golden)
            return malformed(golden.error().message);
        manifest.golden = *std::move(golden);
    }
    return manifest;
}

std::optional<Error> keepGoldenVectors(const std::filesystem::path& folder,
                                       const GoldenVectors& golden)
{
    if (const auto sound = readManifest(folder); !sound)
        return sound.error();
    const std::filesystem::path file = folder / Manifest::name;
    std::error_code failed;
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    if (std::filesystem::exists(file, failed)) {
        const auto bytes = readWholeFile(file);
        if (!bytes)
            return bytes.error();
        json = nlohmann::ordered_json::parse(*bytes); // as readManifest() could
    }
    json["golden"] = toJson(golden);
    const std::filesystem::path beside = folder / (std::string(Manifest::name) + ".new");
    std::ofstream stream(beside, std::ios::binary);
    stream << json.dump(2) << '\n';
    stream.close();
    if (stream)
        std::filesystem::rename(beside, file, failed);
    if (stream && !failed)
        return {};
    std::filesystem::remove(beside, failed);
    return Error{Error::Kind::Input, file.string() + ": expected a file that can be written"};
}

} // namespace explain
