// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/symbol_table.h"
#include "explain/nets/token_model.h"

#include <memory>

namespace explain {

/// BERT's WordPiece: from the left, always the longest symbol that fits; those within a word bear a
/// prefix. A word that cannot be spelled so, or is too long, is one unknown token.
/// Source: Devlin et al. 2019, "BERT", and its tokenization.py.
class WordPieceModel final : public TokenModel {
public:
    struct Settings {
        std::string unknown = "[UNK]", prefix = "##";
        std::size_t longestWord = 100; ///< characters
    };

    /// Errors: Network, where the unknown token is no symbol; \p where names the file.
    static Expected<std::shared_ptr<const TokenModel>>
    make(SymbolTable symbols, const Settings& settings, const std::string& where);

    void encode(const TrackedText& piece, std::vector<ModelToken>& out) const override;

private:
    WordPieceModel(SymbolTable symbols, Settings settings, int64_t unknownId);

    SymbolTable m_symbols;
    Settings m_settings;
    int64_t m_unknownId;
    std::size_t m_longestSymbol = 0; ///< bytes
};

} // namespace explain
