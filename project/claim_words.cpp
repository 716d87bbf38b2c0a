// SPDX-License-Identifier: GPL-3.0-or-later
#include "project/claim_words.h"

#include "explain/ops/negation.h"
#include "explain/ops/spans.h"
#include "project/claims_json.h" // made by CMake from resources/language/claims.json

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace project {
namespace {

using Phrase = std::vector<std::string>; // words in lower case
using Words = std::vector<ClaimWord>;

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
    for (const explain::Word& word : explain::wordsOf(text))
        phrase.push_back(lowered(word.text));
    return phrase;
}

/// Phrases of some list by their first word; the longest that fits is the one that is meant.
class PhraseSet {
public:
    void read(const nlohmann::json& list)
    {
        for (const auto& text : list)
            add(text.get<std::string>());
    }
    void add(const std::string& text)
    {
        const Phrase phrase = phraseOf(text);
        if (!phrase.empty())
            m_byFirst[phrase.front()].push_back(phrase);
    }
    /// Words of the longest phrase that begins at \p at; 0: none does.
    std::size_t lengthAt(const Words& words, std::size_t at) const
    {
        const auto found = m_byFirst.find(words[at].word);
        std::size_t longest = 0;
        if (found == m_byFirst.end())
            return 0;
        for (const Phrase& phrase : found->second) {
            const bool fits = at + phrase.size() <= words.size()
                && std::equal(phrase.begin(), phrase.end(), words.begin() + std::ptrdiff_t(at),
                              [](const std::string& said, const ClaimWord& word) {
                                  return said == word.word;
                              });
            if (fits)
                longest = std::max(longest, phrase.size());
        }
        return longest;
    }

private:
    std::map<std::string, std::vector<Phrase>, std::less<>> m_byFirst;
};

/// The word lists, as read once.
struct Rules {
    std::vector<std::pair<Part, PhraseSet>> parts; ///< of equal length, the first is meant
    PhraseSet uncertain, uncertainAfter;
    PhraseSet findings, findingsInReports, anatomy, anatomyInReports;
    PhraseSet sides, states, comparisons, seen;
    std::set<std::string> lists, ends, noVerbs;
    std::map<std::string, std::string> quotes, denied, hedged;
};

Rules readRules()
{
    const auto json = nlohmann::json::parse(claimsJson);
    Rules rules;
    for (const auto& [part, key] : {std::pair{Part::Stop, "stops"},
                                    {Part::Introduction, "introductions"},
                                    {Part::Position, "positions"},
                                    {Part::Relation, "relations"},
                                    {Part::Copula, "copulas"},
                                    {Part::Verb, "verbs"},
                                    {Part::Join, "joins"},
                                    {Part::Determiner, "determiners"},
                                    {Part::Number, "numbers"}})
        rules.parts.emplace_back(part, PhraseSet()).second.read(json.at(key));
    for (const auto& [set, key] : {std::pair{&rules.uncertain, "uncertain"},
                                   {&rules.uncertainAfter, "uncertain_after"},
                                   {&rules.findings, "findings"},
                                   {&rules.findingsInReports, "findings_in_reports"},
                                   {&rules.anatomy, "anatomy"},
                                   {&rules.anatomyInReports, "anatomy_in_reports"},
                                   {&rules.sides, "sides"},
                                   {&rules.states, "states"},
                                   {&rules.comparisons, "comparisons"},
                                   {&rules.seen, "seen"}})
        set->read(json.at(key));
    json.at("lists").get_to(rules.lists);
    json.at("ends").get_to(rules.ends);
    json.at("no_verbs").get_to(rules.noVerbs);
    json.at("quotes").get_to(rules.quotes);
    json.at("denied").get_to(rules.denied);
    json.at("hedged").get_to(rules.hedged);
    return rules;
}

const Rules& rules()
{
    static const Rules once = readRules();
    return once;
}

/// Sets a flag on every word of every phrase of \p set; a plural in s counts as its word.
void flag(Words& words, const PhraseSet& set, bool ClaimWord::*member)
{
    Words singular = words;
    for (ClaimWord& word : singular)
        if (word.word.size() > 3 && word.word.back() == 's')
            word.word.pop_back();
    for (std::size_t at = 0; at < words.size(); ++at) {
        const std::size_t length = std::max(set.lengthAt(words, at), set.lengthAt(singular, at));
        for (std::size_t i = at; i < at + length; ++i)
            words[i].*member = true;
    }
}

bool isNumeral(const std::string& word)
{
    return !word.empty() && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

/// A word that does something, by its ending: "riding". After an article it is a noun or tells
/// what kind of thing is meant ("a running dog").
bool endsAsVerb(const std::string& word)
{
    return word.size() >= 6 && word.ends_with("ing") && !rules().noVerbs.contains(word);
}

void setParts(Words& words)
{
    for (std::size_t at = 0; at < words.size();) {
        Part part = Part::Content;
        std::size_t length = 0;
        for (const auto& [candidate, set] : rules().parts) {
            const std::size_t here = set.lengthAt(words, at);
            if (here > length)
                length = here, part = candidate;
        }
        const bool afterArticle = at > 0
            && (words[at - 1].part == Part::Determiner || words[at - 1].part == Part::Number);
        if (length == 0 && isNumeral(words[at].word))
            part = Part::Number;
        else if (length == 0 && endsAsVerb(words[at].word))
            part = Part::Verb;
        if (part == Part::Verb && afterArticle)
            part = Part::Content;
        length = std::max<std::size_t>(length, 1);
        for (std::size_t i = at; i < at + length; ++i)
            words[i].part = part;
        at += length;
    }
}

/// Hyphens inside a compound belong to it, other signs stand between phrases, and quotes hold what
/// is written in the picture.
void setSigns(Words& words, const std::vector<explain::Word>& read)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        ClaimWord& word = words[i];
        const bool inside = i > 0 && i + 1 < words.size() && words[i - 1].end == word.begin
            && words[i + 1].begin == word.end;
        if (inside && !read[i].isPunctuation && word.part == Part::Join)
            word.part = Part::Content; // black-and-white
        if (!read[i].isPunctuation || word.part != Part::Content)
            continue;
        if (inside && (read[i].text == "-" || read[i].text == "\u2011" || read[i].text == "/"))
            continue;
        word.part = Part::Join;
        const auto quote = rules().quotes.find(read[i].text);
        if (quote == rules().quotes.end())
            continue;
        for (std::size_t j = i + 2; j < words.size() && word.closing < 0; ++j)
            if (read[j].text.starts_with(quote->second))
                word.closing = int(j);
        if (word.closing > 0) {
            word.part = Part::OpenQuote;
            i = std::size_t(word.closing);
            words[i].part = Part::Join;
        }
    }
}

bool endsScope(const ClaimWord& word)
{
    return word.part == Part::Stop || rules().ends.contains(word.word);
}

void deny(Words& words, std::size_t begin, std::size_t end, int cueBegin, int cueEnd)
{
    for (std::size_t i = begin; i < end; ++i) {
        words[i].denied = true;
        words[i].cueBegin = cueBegin;
        words[i].cueEnd = cueEnd;
    }
}

/// Past the last member of a list that begins at the comma \p comma and ends in "or": the end of
/// what "no a, b or c" denies. \p comma itself where it is no such list.
std::size_t listEnd(const Words& words, std::size_t comma)
{
    bool closed = false;
    std::size_t end = comma;
    for (; end < words.size(); ++end) {
        const ClaimWord& word = words[end];
        const bool joins = rules().lists.contains(word.word);
        if (word.part == Part::Join && joins) {
            if (closed && word.word == ",")
                break;
            closed = closed || word.word != ",";
        } else if (word.isCue || (word.part != Part::Content && word.part != Part::Relation)) {
            break;
        }
    }
    return closed ? end : comma;
}

void setNegations(Words& words, const std::string& utf8)
{
    const auto wordAt = [&](int64_t codePoint) {
        const auto found = std::ranges::lower_bound(words, int(codePoint), {}, &ClaimWord::end);
        return std::size_t(found - words.begin());
    };
    const std::vector<explain::Negation> negations = explain::negationsOf(utf8);
    for (const explain::Negation& negation : negations) {
        for (std::size_t i = wordAt(negation.cueBegin + 1); i <= wordAt(negation.cueEnd); ++i) {
            words[i].isCue = true;
            words[i].looksBack = negation.begin < negation.cueBegin;
        }
    }
    for (const explain::Negation& negation : negations) {
        std::size_t end = wordAt(negation.end) + 1;
        if (end < words.size() && words[end].word == ",")
            end = listEnd(words, end);
        deny(words, wordAt(negation.begin + 1), end, int(wordAt(negation.cueBegin + 1)),
             int(wordAt(negation.cueEnd)) + 1);
    }
}

void hedge(Words& words, std::size_t begin, std::size_t end, std::size_t cue, std::size_t cueEnd)
{
    for (std::size_t i = cue; i < cueEnd; ++i) {
        words[i].isCue = true;
        words[i].part = Part::Content;
    }
    for (std::size_t i = begin; i < end; ++i) {
        words[i].hedged = true;
        words[i].cueBegin = int(cue);
        words[i].cueEnd = int(cueEnd);
    }
}

void setDoubts(Words& words)
{
    for (std::size_t at = 0; at < words.size(); ++at) {
        const std::size_t after = rules().uncertainAfter.lengthAt(words, at);
        if (after > 0) {
            std::size_t begin = at;
            while (begin > 0 && !endsScope(words[begin - 1]) && words[begin - 1].word != ",")
                --begin;
            hedge(words, begin, at + after, at, at + after);
            for (std::size_t i = at; i < at + after; ++i)
                words[i].looksBack = true;
            at += after - 1;
        } else if (const std::size_t length = rules().uncertain.lengthAt(words, at)) {
            std::size_t end = at + length;
            while (end < words.size() && !endsScope(words[end]) && words[end].word != ",")
                ++end;
            hedge(words, at, end, at, at + length);
            at += length - 1;
        }
    }
}

} // namespace

std::vector<ClaimWord> claimWordsOf(const std::string& utf8)
{
    const std::vector<explain::Word> read = explain::wordsOf(utf8);
    Words words;
    for (const explain::Word& word : read) {
        ClaimWord& one = words.emplace_back();
        one.word = lowered(word.text);
        one.begin = int(word.begin);
        one.end = int(word.end);
    }
    setParts(words);
    setSigns(words, read);
    setNegations(words, utf8);
    setDoubts(words);

    const Rules& lists = rules();
    flag(words, lists.findings, &ClaimWord::isFinding);
    flag(words, lists.anatomy, &ClaimWord::isAnatomy);
    flag(words, lists.sides, &ClaimWord::isSide);
    flag(words, lists.states, &ClaimWord::isState);
    flag(words, lists.comparisons, &ClaimWord::isComparison);
    flag(words, lists.seen, &ClaimWord::isSeen);
    const bool isReport = std::ranges::any_of(
        words, [](const ClaimWord& word) { return word.isFinding || word.isAnatomy; });
    if (isReport) {
        flag(words, lists.findingsInReports, &ClaimWord::isFinding);
        flag(words, lists.anatomyInReports, &ClaimWord::isAnatomy);
    }
    return words;
}

std::string deniedType(const std::string& type)
{
    const auto found = rules().denied.find(type);
    return found == rules().denied.end() ? type : found->second;
}

std::string hedgedType(const std::string& type)
{
    const auto found = rules().hedged.find(type);
    return found == rules().hedged.end() ? type : found->second;
}

} // namespace project
