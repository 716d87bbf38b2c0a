// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/tokenizer_settings.h"

#include "explain/foreign_json.h"
#include "explain/regular_file.h"

namespace explain {

std::vector<std::string> TokenizerSettings::filesIn(const std::filesystem::path& folder)
{
    std::vector<std::string> names;
    std::error_code failed;
    for (const char* name : {"special_tokens_map.json", "tokenizer_config.json"})
        if (std::filesystem::exists(folder / name, failed))
            names.emplace_back(name);
    return names;
}

Expected<TokenizerSettings> TokenizerSettings::read(const std::filesystem::path& folder)
{
    TokenizerSettings settings;
    for (const std::string& name : filesIn(folder)) {
        const auto json = readJsonObject(folder / name, Error::Kind::Network);
        if (!json)
            return json.error();
        settings.m_json.update(*json);
    }
    return settings;
}

std::string TokenizerSettings::token(const char* role, const std::string& usual) const
{
    const auto& token = memberOf(m_json, role);
    const auto& name = token.is_object() ? memberOf(token, "content") : token;
    return name.is_string() && !name.get_ref<const std::string&>().empty() ? name.get<std::string>()
                                                                           : usual;
}

bool TokenizerSettings::flag(const char* key, bool usual) const
{
    const auto& value = memberOf(m_json, key);
    return value.is_boolean() ? value.get<bool>() : usual;
}

std::string TokenizerSettings::text(const char* key) const
{
    const auto& value = memberOf(m_json, key);
    return value.is_string() ? value.get<std::string>() : std::string();
}

} // namespace explain
