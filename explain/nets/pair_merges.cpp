// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/pair_merges.h"

#include <queue>

namespace explain {
namespace {

/// A symbol that is being joined with others; a doubly linked list in an array.
struct Symbol {
    ModelToken token;
    int32_t previous = -1, next = -1;
};

/// Two neighbours that may be joined, as they were when this was written down.
struct Candidate {
    int32_t rank = 0, left = 0;
    int64_t leftId = 0, rightId = 0, mergedId = 0;

    bool operator<(const Candidate& other) const // std::priority_queue pops the largest
    {
        return rank != other.rank ? rank > other.rank : left > other.left;
    }
};

std::vector<Symbol> linked(const std::vector<ModelToken>& tokens)
{
    std::vector<Symbol> symbols(tokens.size());
    for (std::size_t i = 0; i < tokens.size(); ++i)
        symbols[i] = {tokens[i], int32_t(i) - 1, i + 1 == tokens.size() ? -1 : int32_t(i) + 1};
    return symbols;
}

} // namespace

void PairMerges::apply(std::vector<ModelToken>& tokens) const
{
    if (tokens.size() < 2)
        return;
    std::vector<Symbol> symbols = linked(tokens);
    std::priority_queue<Candidate> candidates;
    const auto consider = [&](int32_t left) {
        if (left < 0 || symbols[std::size_t(left)].next < 0)
            return;
        const Symbol& a = symbols[std::size_t(left)];
        const int64_t leftId = a.token.id, rightId = symbols[std::size_t(a.next)].token.id;
        const auto merge = m_merges.find(keyOf(leftId, rightId));
        if (merge != m_merges.end())
            candidates.push({merge->second.rank, left, leftId, rightId, merge->second.id});
    };
    for (std::size_t i = 0; i + 1 < symbols.size(); ++i)
        consider(int32_t(i));

    constexpr int64_t gone = -1;
    while (!candidates.empty()) {
        const Candidate best = candidates.top();
        candidates.pop();
        Symbol& left = symbols[std::size_t(best.left)];
        if (left.token.id != best.leftId || left.next < 0
            || symbols[std::size_t(left.next)].token.id != best.rightId)
            continue; // one of the two was joined with somebody else meanwhile
        Symbol& right = symbols[std::size_t(left.next)];
        left.token.id = best.mergedId;
        left.token.end = right.token.end;
        left.next = right.next;
        right.token.id = gone;
        if (left.next >= 0)
            symbols[std::size_t(left.next)].previous = best.left;
        consider(left.previous);
        consider(best.left);
    }
    tokens.clear();
    for (int32_t at = 0; at >= 0; at = symbols[std::size_t(at)].next)
        tokens.push_back(symbols[std::size_t(at)].token);
}

} // namespace explain
