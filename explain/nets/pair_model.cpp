// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/pair_model.h"

#include "explain/foreign_json.h"
#include "explain/nets/byte_symbols.h"
#include "explain/ops/unicode.h"

#include <algorithm>

namespace explain {

Expected<std::shared_ptr<const TokenModel>> PairModel::make(SymbolTable symbols,
                                                            const Merges& merges,
                                                            const Settings& settings,
                                                            const std::string& where)
{
    const auto broken = [&](const std::string& what) {
        return Error{Error::Kind::Network, where + ": " + what};
    };
    std::shared_ptr<PairModel> model(new PairModel(std::move(symbols), settings));
    if (settings.unknown) {
        const auto unknown = model->m_symbols.find(*settings.unknown);
        if (!unknown)
            return broken("expected the symbol " + shortened(*settings.unknown) + ", found none");
        model->m_unknownId = *unknown;
    }
    model->m_merges.reserve(merges.size());
    for (std::size_t rank = 0; rank < merges.size(); ++rank) {
        const auto& [left, right] = merges[rank];
        const std::string tail =
            right.starts_with(settings.prefix) ? right.substr(settings.prefix.size()) : right;
        const auto leftId = model->m_symbols.find(left), rightId = model->m_symbols.find(right),
                   mergedId = model->m_symbols.find(left + tail);
        if (!leftId || !rightId || !mergedId)
            return broken("merge " + std::to_string(rank + 1)
                          + ": expected symbols of the vocabulary, found \"" + shortened(left)
                          + "\" and \"" + shortened(right) + '"');
        model->m_merges.add(*leftId, *rightId, *mergedId, int32_t(rank));
    }
    return std::shared_ptr<const TokenModel>(std::move(model));
}

PairModel::PairModel(SymbolTable symbols, Settings settings)
    : m_symbols(std::move(symbols)), m_settings(std::move(settings))
{
    for (std::size_t byte = 0; byte < m_byteIds.size(); ++byte)
        m_byteIds[byte] = m_symbols.find(byteSymbol(uint8_t(byte))).value_or(-1);
}

bool PairModel::appendBytes(const std::string& bytes, std::size_t at,
                            std::vector<ModelToken>& out) const
{
    const bool knowsAll =
        std::ranges::all_of(bytes, [&](char byte) { return m_byteIds[uint8_t(byte)] >= 0; });
    if (!m_settings.byteFallback || !knowsAll)
        return false;
    for (const char byte : bytes)
        out.push_back({m_byteIds[uint8_t(byte)], at, at + 1});
    return true;
}

std::vector<ModelToken> PairModel::symbolsOf(const TrackedText& piece) const
{
    std::vector<ModelToken> symbols;
    symbols.reserve(piece.size());
    bool afterUnknown = false;
    for (std::size_t at = 0; at < piece.size(); ++at) {
        const std::string character = encodeUtf8({&piece[at].c, 1});
        const std::string symbol = (at == 0 ? "" : m_settings.prefix) + character
            + (at + 1 == piece.size() ? m_settings.suffix : "");
        const auto id = m_symbols.find(symbol);
        const bool isUnknown = !id && !appendBytes(character, at, symbols);
        if (id)
            symbols.push_back({*id, at, at + 1});
        else if (isUnknown && afterUnknown && m_settings.fusesUnknown)
            symbols.back().end = at + 1;
        else if (isUnknown && m_unknownId >= 0)
            symbols.push_back({m_unknownId, at, at + 1});
        afterUnknown = isUnknown && m_unknownId >= 0;
    }
    return symbols;
}

void PairModel::encode(const TrackedText& piece, std::vector<ModelToken>& out) const
{
    if (m_settings.ignoresMerges)
        if (const auto id = m_symbols.find(plain(piece))) {
            out.push_back({*id, 0, piece.size()});
            return;
        }
    std::vector<ModelToken> symbols = symbolsOf(piece);
    m_merges.apply(symbols);
    out.insert(out.end(), symbols.begin(), symbols.end());
}

} // namespace explain
