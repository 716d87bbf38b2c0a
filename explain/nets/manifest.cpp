// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/manifest.h"

#include "explain/foreign_json.h"
#include "explain/regular_file.h"

#include <nlohmann/json.hpp>

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

} // namespace explain
