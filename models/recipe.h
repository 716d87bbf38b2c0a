// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/context.h"
#include "explain/method.h"

#include <nlohmann/json_fwd.hpp>

namespace models {

/// All that it takes to compute a result again: it stands in results, figures and projects, and is
/// what a replay reads.
struct Recipe {
    static constexpr std::string_view format = "groundscope-recipe/1";

    struct Image {
        std::string file;   ///< as it was opened; empty: pasted
        std::string sha256; ///< of the file's bytes, or of the pixels where there is no file
    };
    struct Network {
        std::string name, family, sha256, precision, device;
        std::string path; ///< where it lay; empty: no files. Not part of the id
    };

    Image image;
    std::vector<explain::Text> texts;
    Network network;
    std::string method; ///< id
    std::map<std::string, explain::ParameterValue> parameters;
    std::map<std::string, std::string> versions; ///< "groundscope", "libtorch"

    /// Hex sha256 of the canonical form. Where files lie and which device computed do not count:
    /// the same question has the same id on two machines.
    std::string sha256() const;
    std::string shortId() const { return sha256().substr(0, 12); }
};

/// The recipe of one run, with this program's versions. The image's names are left to the caller.
Recipe recipeOf(const explain::MethodInfo& method, const explain::Context& context);

nlohmann::json toJson(const Recipe& recipe);

/// Errors: Input, where a key is missing, of a wrong type or of another format; says which.
explain::Expected<Recipe> recipeFrom(const nlohmann::json& json);

/// The same from bytes of at most 16 MiB that may be anything.
explain::Expected<Recipe> recipeFromText(std::string_view text);

} // namespace models
