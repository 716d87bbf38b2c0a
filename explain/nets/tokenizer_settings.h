// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace explain {

/// What tokenizer_config.json and special_tokens_map.json in a folder say together; what stands in
/// both is as the first has it.
class TokenizerSettings {
public:
    /// Errors: Input, Network. A folder without either says nothing.
    static Expected<TokenizerSettings> read(const std::filesystem::path& folder);

    /// Names of the files that are there, sorted.
    static std::vector<std::string> filesIn(const std::filesystem::path& folder);

    /// The token in a role ("pad_token"), written as a text or as an object; \p usual where none
    /// is.
    std::string token(const char* role, const std::string& usual = {}) const;
    bool flag(const char* key, bool usual) const;
    std::string text(const char* key) const; ///< empty where there is none

private:
    nlohmann::json m_json = nlohmann::json::object();
};

} // namespace explain
