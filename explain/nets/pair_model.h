// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/pair_merges.h"
#include "explain/nets/symbol_table.h"

#include <array>
#include <memory>

namespace explain {

/// Byte pair encoding over the characters of a piece: GPT-2's and CLIP's where bytes were spelled
/// as characters before, Gemma's where they were not. Source: Sennrich et al. 2016, and BPE of
/// Hugging Face's tokenizers.
class PairModel final : public TokenModel {
public:
    struct Settings {
        std::string prefix, suffix;         ///< of symbols within a word, and at its end
        std::optional<std::string> unknown; ///< what a character without a symbol becomes; else it
                                            ///< is left out
        bool fusesUnknown = false;          ///< neighbours of that kind are one token
        bool byteFallback = false;  ///< spells such characters by the symbols <0x00> to <0xFF>
        bool ignoresMerges = false; ///< a piece that is a symbol as it stands is that symbol
    };

    using Merges = std::vector<std::pair<std::string, std::string>>; ///< first merged first

    /// Errors: Network (a merge that is not about symbols, an unknown token that is none); \p where
    /// names the file.
    static Expected<std::shared_ptr<const TokenModel>> make(SymbolTable symbols,
                                                            const Merges& merges,
                                                            const Settings& settings,
                                                            const std::string& where);

    void encode(const TrackedText& piece, std::vector<ModelToken>& out) const override;

private:
    PairModel(SymbolTable symbols, Settings settings);

    std::vector<ModelToken> symbolsOf(const TrackedText& piece) const;
    bool appendBytes(const std::string& bytes, std::size_t at, std::vector<ModelToken>& out) const;

    SymbolTable m_symbols;
    Settings m_settings;
    PairMerges m_merges;
    int64_t m_unknownId = -1;
    std::array<int64_t, 256> m_byteIds{}; ///< -1: there is none
};

} // namespace explain
