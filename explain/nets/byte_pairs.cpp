// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/byte_pairs.h"

#include "explain/ops/unicode.h"

#include <optional>

namespace explain {

namespace {

bool isPrintable(int byte)
{
    return (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
}

std::optional<int64_t> idOf(const BytePairVocabulary& vocabulary, const std::string& symbol)
{
    const auto found = vocabulary.ids.find(symbol);
    return found == vocabulary.ids.end() ? std::nullopt : std::optional(found->second);
}

Error missingSymbol(const std::string& file, const std::string& symbol)
{
    return {Error::Kind::Network, file + ": expected the symbol \"" + symbol + "\", found none"};
}

} // namespace

std::string byteSpelling(uint8_t byte)
{
    static const auto spellings = [] {
        std::array<std::string, 256> made;
        char32_t next = 256;
        for (int b = 0; b < 256; ++b) {
            const char32_t c = isPrintable(b) ? char32_t(b) : next++;
            made[std::size_t(b)] = encodeUtf8({&c, 1});
        }
        return made;
    }();
    return spellings[byte];
}

std::vector<std::string> byteSpellings()
{
    std::vector<std::string> spellings;
    for (const bool printable : {true, false})
        for (int byte = 0; byte < 256; ++byte)
            if (isPrintable(byte) == printable)
                spellings.push_back(byteSpelling(uint8_t(byte)));
    return spellings;
}

Expected<BytePairEncoder> BytePairEncoder::make(const BytePairVocabulary& vocabulary,
                                                const std::string& vocabularyFile,
                                                const std::string& mergesFile)
{
    BytePairEncoder encoder;
    for (std::size_t byte = 0; byte < 256; ++byte) {
        const std::string inside = byteSpelling(uint8_t(byte));
        const std::string last = inside + std::string(wordEnd);
        const auto insideId = idOf(vocabulary, inside), lastId = idOf(vocabulary, last);
        if (!insideId || !lastId)
            return missingSymbol(vocabularyFile, insideId ? last : inside);
        encoder.m_inside[byte] = *insideId;
        encoder.m_last[byte] = *lastId;
    }
    encoder.m_merges.reserve(vocabulary.merges.size());
    for (std::size_t rank = 0; rank < vocabulary.merges.size(); ++rank) {
        const auto& [left, right] = vocabulary.merges[rank];
        const auto leftId = idOf(vocabulary, left), rightId = idOf(vocabulary, right);
        const auto mergedId = idOf(vocabulary, left + right);
        if (!leftId || !rightId || !mergedId)
            return Error{Error::Kind::Network,
                         mergesFile + ": merge " + std::to_string(rank + 1)
                             + ": expected symbols of the vocabulary, found \"" + left + "\" and \""
                             + right + "\""};
        encoder.m_merges.add(*leftId, *rightId, *mergedId, int32_t(rank));
    }
    return encoder;
}

void BytePairEncoder::encode(std::string_view word, std::vector<BytePair>& out) const
{
    std::vector<BytePair> symbols(word.size());
    for (std::size_t i = 0; i < word.size(); ++i) {
        const auto byte = std::size_t(uint8_t(word[i]));
        symbols[i] = {i + 1 == word.size() ? m_last[byte] : m_inside[byte], i, i + 1};
    }
    m_merges.apply(symbols);
    out.insert(out.end(), symbols.begin(), symbols.end());
}

} // namespace explain
