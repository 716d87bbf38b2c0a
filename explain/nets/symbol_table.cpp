// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/symbol_table.h"

#include "explain/foreign_json.h"

#include <nlohmann/json.hpp>

namespace explain {
namespace {

constexpr std::size_t mostSymbols = 1'000'000, longestSymbol = 1024;
constexpr int64_t largestId = (int64_t(1) << 24) - 1;

Error broken(const std::string& where, const std::string& what)
{
    return {Error::Kind::Network, where + ": " + what};
}

} // namespace

Expected<SymbolTable> SymbolTable::fromObject(const nlohmann::json& vocabulary,
                                              const std::string& where)
{
    if (!vocabulary.is_object() || vocabulary.size() > mostSymbols)
        return broken(where,
                      "expected an object of at most " + std::to_string(mostSymbols)
                          + " symbols, found " + shortened(vocabulary));
    SymbolTable table;
    table.m_ids.reserve(vocabulary.size());
    std::vector<bool> taken;
    for (const auto& [symbol, value] : vocabulary.items()) {
        if (!value.is_number_unsigned() || value.get<uint64_t>() > uint64_t(largestId))
            return broken(where,
                          '"' + shortened(symbol) + "\": expected an id up to "
                              + std::to_string(largestId) + ", found " + shortened(value));
        const auto id = value.get<std::size_t>();
        taken.resize(std::max(taken.size(), id + 1));
        if (taken[id])
            return broken(where, "expected each id once, found " + std::to_string(id) + " twice");
        taken[id] = true;
        if (const auto error = table.add(symbol, int64_t(id), where))
            return *error;
    }
    return table;
}

Expected<SymbolTable> SymbolTable::fromLines(std::string_view lines, const std::string& where)
{
    std::vector<std::string> symbols;
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        std::string_view line = lines.substr(0, end);
        lines.remove_prefix(std::min(end + 1, lines.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (symbols.size() == mostSymbols)
            return broken(where,
                          "expected at most " + std::to_string(mostSymbols) + " lines, found more");
        symbols.emplace_back(line.substr(0, longestSymbol + 1));
    }
    return fromList(std::move(symbols), where);
}

Expected<SymbolTable> SymbolTable::fromList(std::vector<std::string> symbols,
                                            const std::string& where)
{
    if (symbols.empty() || symbols.size() > mostSymbols)
        return broken(where,
                      "expected 1 to " + std::to_string(mostSymbols) + " symbols, found "
                          + std::to_string(symbols.size()));
    SymbolTable table;
    for (std::size_t id = 0; id < symbols.size(); ++id)
        if (const auto error = table.add(symbols[id], int64_t(id), where))
            return *error;
    table.m_spellings = std::move(symbols);
    return table;
}

std::optional<Error> SymbolTable::add(const std::string& symbol, int64_t id,
                                      const std::string& where)
{
    if (symbol.size() > longestSymbol)
        return broken(where,
                      "expected symbols of at most " + std::to_string(longestSymbol)
                          + " bytes, found a longer one");
    if (id < 0 || id > largestId)
        return broken(where,
                      "expected ids up to " + std::to_string(largestId) + ", found "
                          + std::to_string(id));
    if (!m_ids.emplace(symbol, id).second)
        return {};
    if (m_spellings.size() <= std::size_t(id))
        m_spellings.resize(std::size_t(id) + 1);
    m_spellings[std::size_t(id)] = symbol;
    return {};
}

std::optional<int64_t> SymbolTable::find(std::string_view symbol) const
{
    const auto found = m_ids.find(symbol);
    return found == m_ids.end() ? std::nullopt : std::optional(found->second);
}

} // namespace explain
