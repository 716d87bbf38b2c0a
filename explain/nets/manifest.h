// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/golden_vectors.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace explain {

/// What groundscope.json beside a checkpoint asks for. Other keys (a model card) are for people.
struct Manifest {
    static constexpr const char* name = "groundscope.json";

    std::map<std::string, std::string> defaults; ///< "clip4dm.template" -> "", as methods write it
    std::optional<GoldenVectors> golden;
};

/// Reads it; empty where \p folder holds none.
/// Errors: Input (cannot be read), Network (malformed, naming the key).
Expected<Manifest> readManifest(const std::filesystem::path& folder);

/// Puts \p golden into the manifest of \p folder, made where there is none, in place of older ones;
/// all else stays. Written beside it and moved into place.
/// Errors: those of readManifest(), Input (cannot be written).
std::optional<Error> keepGoldenVectors(const std::filesystem::path& folder,
                                       const GoldenVectors& golden);

} // namespace explain
