// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/word_piece_model.h"

#include "explain/ops/unicode.h"

#include <algorithm>

namespace explain {

Expected<std::shared_ptr<const TokenModel>>
WordPieceModel::make(SymbolTable symbols, const Settings& settings, const std::string& where)
{
    const auto unknown = symbols.find(settings.unknown);
    if (!unknown)
        return Error{Error::Kind::Network,
                     where + ": expected the symbol " + settings.unknown + ", found none"};
    return std::shared_ptr<const TokenModel>(
        new WordPieceModel(std::move(symbols), settings, *unknown));
}

WordPieceModel::WordPieceModel(SymbolTable symbols, Settings settings, int64_t unknownId)
    : m_symbols(std::move(symbols)), m_settings(std::move(settings)), m_unknownId(unknownId)
{
    for (const std::string& spelling : m_symbols.spellings())
        m_longestSymbol = std::max(m_longestSymbol, spelling.size());
}

void WordPieceModel::encode(const TrackedText& piece, std::vector<ModelToken>& out) const
{
    const std::size_t before = out.size();
    const auto unknown = [&] {
        out.resize(before);
        out.push_back({m_unknownId, 0, piece.size()});
    };
    if (piece.size() > m_settings.longestWord)
        return unknown();
    for (std::size_t at = 0; at < piece.size();) {
        std::string symbol = at == 0 ? std::string() : m_settings.prefix;
        ModelToken longest{.begin = at, .end = at};
        for (std::size_t end = at; end < piece.size() && symbol.size() <= m_longestSymbol;) {
            symbol += encodeUtf8({&piece[end].c, 1});
            ++end;
            if (const auto id = m_symbols.find(symbol)) {
                longest.id = *id;
                longest.end = end;
            }
        }
        if (longest.end == at)
            return unknown();
        out.push_back(longest);
        at = longest.end;
    }
}

} // namespace explain
