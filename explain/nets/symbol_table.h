// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace explain {

/// The symbols of a vocabulary and their ids, read from outside and checked: at most a million
/// symbols of at most 1024 bytes, ids below 2^24, each once.
class SymbolTable {
public:
    /// Of {"symbol": id, ...}. \p where names it in messages. Errors: Network.
    static Expected<SymbolTable> fromObject(const nlohmann::json& vocabulary,
                                            const std::string& where);

    /// Of a file with a symbol a line, the first being 0. Errors: Network.
    static Expected<SymbolTable> fromLines(std::string_view lines, const std::string& where);

    /// Of symbols in order of their ids. The first of equal ones counts. Errors: Network.
    static Expected<SymbolTable> fromList(std::vector<std::string> symbols,
                                          const std::string& where);

    /// Adds a symbol beside the vocabulary; one that is known already keeps its id. Errors:
    /// Network.
    std::optional<Error> add(const std::string& symbol, int64_t id, const std::string& where);

    std::optional<int64_t> find(std::string_view symbol) const;
    int64_t size() const { return int64_t(m_spellings.size()); } ///< one more than the largest id

    /// By id; empty where an id is not taken.
    const std::vector<std::string>& spellings() const { return m_spellings; }

private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };

    std::unordered_map<std::string, int64_t, Hash, std::equal_to<>> m_ids;
    std::vector<std::string> m_spellings;
};

} // namespace explain
