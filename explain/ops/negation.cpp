// SPDX-License-Identifier: Apache-2.0
#include "explain/ops/negation.h"

#include "explain/negation_json.h" // made by CMake from resources/language/negation.json
#include "explain/ops/spans.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace explain {
namespace {

using Phrase = std::vector<std::string>; // words in lower case

struct Cue {
    enum class Denies { Nothing, WhatFollows, WhatPrecedes };

    Phrase words;
    Denies denies = Denies::WhatFollows;
    std::string opposite;
};

/// The word lists, as read once.
struct Rules {
    std::vector<Cue> cues; ///< longest first
    std::set<std::string> ends;
    std::map<std::string, Caveat, std::less<>> caveats; ///< by method, without a place
};

std::string lowered(std::string word)
{
    for (std::size_t at; (at = word.find("\u2019")) != std::string::npos;)
        word.replace(at, 3, "'");
    std::ranges::transform(word, word.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    return word;
}

Phrase phraseOf(const std::string& text)
{
    Phrase phrase;
    for (const Word& word : wordsOf(text))
        phrase.push_back(lowered(word.text));
    return phrase;
}

Rules readRules()
{
    const auto json = nlohmann::json::parse(negationJson);
    Rules rules;
    for (const auto& [cue, opposite] : json.at("cues").items())
        rules.cues.push_back({phraseOf(cue), Cue::Denies::WhatFollows, opposite});
    for (const auto& [cue, opposite] : json.at("cues_after").items())
        rules.cues.push_back({phraseOf(cue), Cue::Denies::WhatPrecedes, opposite});
    for (const auto& text : json.at("no_cues"))
        rules.cues.push_back({phraseOf(text), Cue::Denies::Nothing, ""});
    std::ranges::stable_sort(rules.cues, std::ranges::greater(),
                             [](const Cue& cue) { return cue.words.size(); });
    rules.ends = json.at("ends").get<std::set<std::string>>();
    for (const auto& [method, caveat] : json.at("caveats").items())
        rules.caveats[method] = {
            .id = "negation", .message = caveat.at("message"), .better = caveat.at("better")};
    return rules;
}

const Rules& rules()
{
    static const Rules once = readRules();
    return once;
}

/// The longest cue that begins at word \p at; null: none does.
const Cue* cueAt(const Phrase& words, std::size_t at)
{
    for (const Cue& cue : rules().cues) {
        const std::size_t length = cue.words.size();
        if (at + length <= words.size()
            && std::equal(cue.words.begin(), cue.words.end(), words.begin() + std::ptrdiff_t(at)))
            return &cue;
    }
    return nullptr;
}

/// A cue in a text, as indices of words, half-open.
struct Found {
    const Cue* cue;
    std::size_t begin, end;
};

std::vector<Found> cuesIn(const Phrase& words)
{
    std::vector<Found> found;
    for (std::size_t at = 0; at < words.size();) {
        const Cue* const cue = cueAt(words, at);
        const std::size_t next = at + (cue ? cue->words.size() : 1);
        if (cue && cue->denies != Cue::Denies::Nothing)
            found.push_back({cue, at, next});
        at = next;
    }
    return found;
}

} // namespace

std::vector<Negation> negationsOf(const std::string& utf8)
{
    const std::vector<Word> words = wordsOf(utf8);
    Phrase phrase;
    for (const Word& word : words)
        phrase.push_back(lowered(word.text));
    const std::vector<Found> cues = cuesIn(phrase);
    const auto bounds = [&](std::size_t w) {
        return words[w].isPunctuation || rules().ends.contains(phrase[w]);
    };

    std::vector<Negation> negations;
    for (std::size_t i = 0; i < cues.size(); ++i) {
        std::size_t begin = cues[i].begin, end = cues[i].end;
        if (cues[i].cue->denies == Cue::Denies::WhatFollows) {
            const std::size_t limit = i + 1 < cues.size() ? cues[i + 1].begin : words.size();
            while (end < limit && !bounds(end))
                ++end;
        } else {
            const std::size_t limit = i > 0 ? cues[i - 1].end : 0;
            while (begin > limit && !bounds(begin - 1))
                --begin;
        }
        negations.push_back({words[cues[i].begin].begin, words[cues[i].end - 1].end,
                             words[begin].begin, words[end - 1].end, cues[i].cue->opposite});
    }
    return negations;
}

std::vector<Caveat> caveatsFor(std::string_view method, const std::string& utf8)
{
    const auto known = rules().caveats.find(method);
    std::vector<Caveat> caveats;
    if (known == rules().caveats.end())
        return caveats;
    for (const Negation& negation : negationsOf(utf8)) {
        Caveat& caveat = caveats.emplace_back(known->second);
        caveat.begin = negation.begin;
        caveat.end = negation.end;
    }
    return caveats;
}

} // namespace explain
