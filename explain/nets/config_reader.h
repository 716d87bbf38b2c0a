// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <set>
#include <string>

namespace explain {

/// Reads the settings of one JSON object that came with a checkpoint. The first thing that is wrong
/// is kept and everything after it is read as its default: ask fault() once, at the end.
class ConfigReader {
public:
    /// \param where what errors call the object: "config.json: text_config"
    ConfigReader(nlohmann::json object, std::string where);

    /// A whole number in [1, 2^20]; \p absent where the key is not there or null.
    int64_t count(const std::string& key, int64_t absent);
    double number(const std::string& key, double absent); ///< finite, greater than 0
    bool flag(const std::string& key, bool absent);
    std::string text(const std::string& key, const std::string& absent);
    ConfigReader object(const std::string& key); ///< empty where the key is not there or null

    nlohmann::json raw(const std::string& key); ///< as it stands; null where the key is not there

    bool has(const std::string& key) const; ///< there, and not null

    /// Reads \p key and refuses every value but \p only (and null): what the family cannot do.
    void accept(const std::string& key, const nlohmann::json& only);
    void ignore(const std::string& key) { m_asked.insert(key); } ///< training alone needs it

    /// Refuses keys that nobody asked for, but those that begin with \p exempt.
    void refuseOthers(const std::string& exempt);

    void refuse(const std::string& what, const std::string& expected, const std::string& found);
    void take(const ConfigReader& inner);                         ///< its fault becomes this one's
    const std::optional<Error>& fault() const { return m_fault; } ///< Network

private:
    const nlohmann::json* find(const std::string& key);

    nlohmann::json m_object;
    std::string m_where;
    std::set<std::string> m_asked;
    std::optional<Error> m_fault;
};

} // namespace explain
