// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/unigram_model.h"

#include "explain/nets/byte_symbols.h"
#include "explain/ops/unicode.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace explain {
namespace {

constexpr std::size_t mostPieces = 1'000'000, longestPiece = 1024;
constexpr double unknownPenalty = 10;

Error broken(const std::string& where, const std::string& what)
{
    return {Error::Kind::Network, where + ": " + what};
}

std::optional<std::string> faultOf(const std::vector<ScoredPiece>& pieces,
                                   std::optional<int64_t> unknownId)
{
    if (pieces.empty() || pieces.size() > mostPieces)
        return "expected 1 to " + std::to_string(mostPieces) + " pieces, found "
            + std::to_string(pieces.size());
    for (const ScoredPiece& piece : pieces)
        if (piece.text.size() > longestPiece || !std::isfinite(piece.score))
            return "expected pieces of at most " + std::to_string(longestPiece)
                + " bytes with finite scores, found another";
    if (!unknownId || *unknownId < 0 || *unknownId >= int64_t(pieces.size()))
        return "expected an unknown symbol among the pieces, found none";
    return {};
}

} // namespace

Expected<std::shared_ptr<const TokenModel>> UnigramModel::make(std::vector<ScoredPiece> pieces,
                                                               std::optional<int64_t> unknownId,
                                                               bool byteFallback,
                                                               const std::string& where)
{
    if (const auto fault = faultOf(pieces, unknownId))
        return broken(where, *fault);
    std::shared_ptr<UnigramModel> model(new UnigramModel);
    model->m_unknownId = *unknownId;
    double rarest = std::numeric_limits<double>::infinity();
    for (std::size_t id = 0; id < pieces.size(); ++id) {
        if (!pieces[id].matches || pieces[id].text.empty())
            continue;
        rarest = std::min(rarest, pieces[id].score);
        model->m_entries.push_back({pieces[id].text, pieces[id].score, int64_t(id)});
    }
    model->m_unknownScore = (std::isfinite(rarest) ? rarest : 0) - unknownPenalty;
    std::ranges::stable_sort(model->m_entries, {}, &Entry::text);
    const auto twice = std::ranges::unique(model->m_entries, {}, &Entry::text);
    model->m_entries.erase(twice.begin(), twice.end());
    if (byteFallback) {
        std::array<int64_t, 256> ids{};
        for (std::size_t byte = 0; byte < ids.size(); ++byte) {
            const auto found =
                std::ranges::find(pieces, byteSymbol(uint8_t(byte)), &ScoredPiece::text);
            if (found == pieces.end())
                return broken(where,
                              "expected the symbol " + byteSymbol(uint8_t(byte)) + ", found none");
            ids[byte] = found - pieces.begin();
        }
        model->m_byteIds = ids;
    }
    return std::shared_ptr<const TokenModel>(std::move(model));
}

/// \param ends of each character, in bytes
/// \returns tokens over bytes; id -1: one character that no piece is for
std::vector<ModelToken> UnigramModel::bestPath(const std::string& bytes,
                                               const std::vector<std::size_t>& ends) const
{
    struct Step {
        double score = -std::numeric_limits<double>::infinity();
        std::size_t from = 0;
        int64_t id = -1;
    };
    std::vector<Step> best(bytes.size() + 1); // by where a path ends
    best[0].score = 0;
    const auto consider = [&](std::size_t from, std::size_t to, double score, int64_t id) {
        if (best[from].score + score > best[to].score)
            best[to] = {best[from].score + score, from, id};
    };
    std::size_t begin = 0;
    for (const std::size_t end : ends) {
        bool knowsCharacter = false;
        auto first = m_entries.begin(), last = m_entries.end(); // pieces that begin as the text
        for (std::size_t at = begin; at < bytes.size() && first != last; ++at) {
            const auto byteOf = [depth = at - begin](const Entry& entry) {
                return entry.text.size() > depth ? int(uint8_t(entry.text[depth])) : -1;
            };
            std::tie(first, last) = [&] {
                const auto range =
                    std::ranges::equal_range(first, last, int(uint8_t(bytes[at])), {}, byteOf);
                return std::pair(range.begin(), range.end());
            }();
            if (first == last || first->text.size() != at - begin + 1)
                continue;
            consider(begin, at + 1, first->score, first->id);
            knowsCharacter |= at + 1 == end;
        }
        if (!knowsCharacter)
            consider(begin, end, m_unknownScore, -1);
        begin = end;
    }
    std::vector<ModelToken> path;
    for (std::size_t at = bytes.size(); at > 0; at = best[at].from)
        path.push_back({best[at].id, best[at].from, at});
    std::ranges::reverse(path);
    return path;
}

void UnigramModel::encode(const TrackedText& piece, std::vector<ModelToken>& out) const
{
    std::string bytes;
    std::vector<std::size_t> ends, owners; // of each character its end; of each byte its character
    for (std::size_t i = 0; i < piece.size(); ++i) {
        bytes += encodeUtf8({&piece[i].c, 1});
        ends.push_back(bytes.size());
        owners.resize(bytes.size(), i);
    }
    bool afterUnknown = false;
    for (const ModelToken& token : bestPath(bytes, ends)) {
        const std::size_t begin = owners[token.begin], end = owners[token.end - 1] + 1;
        const bool isUnknown = token.id < 0;
        if (isUnknown && m_byteIds) {
            for (std::size_t at = token.begin; at < token.end; ++at)
                out.push_back({(*m_byteIds)[uint8_t(bytes[at])], begin, end});
        } else if (isUnknown && afterUnknown) {
            out.back().end = end;
        } else {
            out.push_back({isUnknown ? m_unknownId : token.id, begin, end});
        }
        afterUnknown = isUnknown && !m_byteIds;
    }
}

} // namespace explain
