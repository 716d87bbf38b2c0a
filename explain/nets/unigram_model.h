// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/expected.h"
#include "explain/nets/token_model.h"

#include <array>
#include <memory>
#include <optional>
#include <string>

namespace explain {

/// One symbol of a Unigram vocabulary; its id is its place in the list.
struct ScoredPiece {
    std::string text;
    double score = 0;    ///< log probability
    bool matches = true; ///< whether a text may spell it: not so the unknown and control symbols
};

/// SentencePiece's Unigram: of all ways to spell a text, the one with the largest sum of scores. A
/// character that no piece begins with costs ten more than the rarest piece; neighbours of that
/// kind are one unknown token.
/// Source: Kudo 2018, "Subword Regularization", and SentencePiece's unigram_model.cc.
class UnigramModel final : public TokenModel {
public:
    /// \param byteFallback spell unknown characters by the symbols <0x00> to <0xFF>
    /// Errors: Network (no pieces, too many or too long ones, scores that are not finite, an
    /// unknown id or byte symbols that are not there); \p where names the file.
    static Expected<std::shared_ptr<const TokenModel>> make(std::vector<ScoredPiece> pieces,
                                                            std::optional<int64_t> unknownId,
                                                            bool byteFallback,
                                                            const std::string& where);

    void encode(const TrackedText& piece, std::vector<ModelToken>& out) const override;

private:
    struct Entry {
        std::string text;
        double score = 0;
        int64_t id = 0;
    };

    UnigramModel() = default;
    std::vector<ModelToken> bestPath(const std::string& bytes,
                                     const std::vector<std::size_t>& ends) const;

    std::vector<Entry> m_entries; ///< sorted by text
    double m_unknownScore = 0;
    int64_t m_unknownId = -1;
    std::optional<std::array<int64_t, 256>> m_byteIds;
};

} // namespace explain
