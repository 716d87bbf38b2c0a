// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/byte_pairs.h"

#include "explain/ops/unicode.h"

#include <limits>
#include <optional>
#include <queue>

namespace explain {

namespace {

bool isPrintable(int byte)
{
    return (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
}

/// A symbol of a word that is being merged; a doubly linked list in an array.
struct Symbol {
    int64_t id = 0;
    std::size_t begin = 0, end = 0;
    int32_t previous = -1, next = -1;
};

/// Two neighbours that may be merged, as they were when this was written down.
struct Candidate {
    int32_t rank = 0, left = 0;
    int64_t leftId = 0, rightId = 0, mergedId = 0;

    bool operator<(const Candidate& other) const // std::priority_queue pops the largest
    {
        return rank != other.rank ? rank > other.rank : left > other.left;
    }
};

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
        encoder.m_merges[keyOf(*leftId, *rightId)] = {int32_t(rank), *mergedId};
    }
    return encoder;
}

const BytePairEncoder::Merge* BytePairEncoder::find(int64_t left, int64_t right) const
{
    const auto found = m_merges.find(keyOf(left, right));
    return found == m_merges.end() ? nullptr : &found->second;
}

void BytePairEncoder::encode(std::string_view word, std::vector<BytePair>& out) const
{
    std::vector<Symbol> symbols(word.size());
    for (std::size_t i = 0; i < word.size(); ++i) {
        const auto byte = std::size_t(uint8_t(word[i]));
        const bool isLast = i + 1 == word.size();
        symbols[i] = {isLast ? m_last[byte] : m_inside[byte], i, i + 1, int32_t(i) - 1,
                      isLast ? -1 : int32_t(i) + 1};
    }

    std::priority_queue<Candidate> candidates;
    const auto consider = [&](int32_t left) {
        if (left < 0 || symbols[std::size_t(left)].next < 0)
            return;
        const Symbol& a = symbols[std::size_t(left)];
        const Symbol& b = symbols[std::size_t(a.next)];
        if (const Merge* merge = find(a.id, b.id))
            candidates.push({merge->rank, left, a.id, b.id, merge->id});
    };
    for (std::size_t i = 0; i + 1 < symbols.size(); ++i)
        consider(int32_t(i));

    constexpr int64_t gone = -1;
    while (!candidates.empty()) {
        const Candidate best = candidates.top();
        candidates.pop();
        Symbol& left = symbols[std::size_t(best.left)];
        if (left.id != best.leftId || left.next < 0
            || symbols[std::size_t(left.next)].id != best.rightId)
            continue; // one of the two was merged with somebody else meanwhile
        Symbol& right = symbols[std::size_t(left.next)];
        left.id = best.mergedId;
        left.end = right.end;
        left.next = right.next;
        right.id = gone;
        if (left.next >= 0)
            symbols[std::size_t(left.next)].previous = best.left;
        consider(left.previous);
        consider(best.left);
    }
    for (int32_t at = 0; at >= 0; at = symbols[std::size_t(at)].next)
        out.push_back({symbols[std::size_t(at)].id, symbols[std::size_t(at)].begin,
                       symbols[std::size_t(at)].end});
}

} // namespace explain
