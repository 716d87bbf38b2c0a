// SPDX-License-Identifier: Apache-2.0
#include "phantom/lexicon.h"

#include <array>

namespace phantom {

namespace {

constexpr std::array<std::string_view, shapes.size()> shapesPlural{
    "circles", "squares", "triangles", "stars",     "crosses",
    "rings",   "hearts",  "diamonds",  "crescents", "bars"};
constexpr std::array<std::string_view, largestCount> numbers{"one",  "two",  "three",
                                                             "four", "five", "six"};
constexpr std::array<std::string_view, 2> heartSeverities{"mild", "severe"};
constexpr std::array<std::string_view, 21> grammar{
    "a",  "an", "no",  "and",    "with",  "there", "is",       "of",       "the",  "on",  "in",
    "at", ".",  "top", "bottom", "above", "below", "possible", "probable", "zone", "lung"};
constexpr int consolidation = 4, cardiomegaly = 5, atelectasis = 6;

void appendShape(const Fields& said, bool several, Words& words)
{
    if (said[Size] != unsaid)
        words.emplace_back(sizes[std::size_t(said[Size])]);
    if (said[Colour] != unsaid)
        words.emplace_back(colours[std::size_t(said[Colour])]);
    if (said[Texture] != unsaid)
        words.emplace_back(textures[std::size_t(said[Texture])]);
    if (said[Shape] == unsaid)
        words.emplace_back(several ? "objects" : "object");
    else if (several)
        words.push_back(shapesPlural[std::size_t(said[Shape])]);
    else
        words.emplace_back(shapes[std::size_t(said[Shape])]);
}

/// Findings of the lung's tissue lie in a zone or in a lung; fluid, air and devices have a side.
bool liesInLung(int finding)
{
    return finding <= 1 || finding == consolidation || finding == atelectasis;
}

void appendFinding(const Fields& said, Words& words)
{
    const auto finding = std::size_t(said[Finding]);
    if (said[Severity] != unsaid) {
        const auto severity = std::size_t(said[Severity]);
        words.emplace_back(said[Finding] == cardiomegaly ? heartSeverities[severity]
                                                         : severities[severity]);
    }
    const bool isPlaced =
        said[Zone] != unsaid || (said[Side] != unsaid && liesInLung(int(finding)));
    if (!isPlaced && said[Side] != unsaid)
        words.emplace_back(sides[std::size_t(said[Side])]);
    words.emplace_back(findings[finding]);
    if (!isPlaced)
        return;
    words.insert(words.end(), {"in", "the"});
    if (said[Side] != unsaid)
        words.emplace_back(sides[std::size_t(said[Side])]);
    if (said[Zone] == unsaid)
        words.emplace_back("lung");
    else
        words.insert(words.end(), {zones[std::size_t(said[Zone])], "zone"});
}

} // namespace

void appendPhrase(Domain domain, const Fields& said, bool several, Words& words)
{
    if (domain == Domain::Shapes)
        appendShape(said, several, words);
    else
        appendFinding(said, words);
}

std::string_view articleBefore(std::string_view word)
{
    return std::string_view("aeiou").find(word.front()) == std::string_view::npos ? "a" : "an";
}

bool isUncountable(Domain domain, const Fields& said)
{
    return domain == Domain::Chest && said[Finding] >= consolidation
        && said[Finding] <= atelectasis;
}

std::string_view numberWord(int number)
{
    return numbers[std::size_t(number - 1)];
}

const Words& relationWords(int direction)
{
    static const std::array<Words, 4> all{Words{"left", "of"}, Words{"right", "of"}, Words{"above"},
                                          Words{"below"}};
    return all[std::size_t(direction)];
}

const Words& positionWords(int direction)
{
    static const std::array<Words, 4> all{Words{"on", "the", "left"}, Words{"on", "the", "right"},
                                          Words{"at", "the", "top"}, Words{"at", "the", "bottom"}};
    return all[std::size_t(direction)];
}

std::set<std::string_view> lexicon()
{
    std::set<std::string_view> all{grammar.begin(), grammar.end()};
    const auto add = [&](const auto& words) { all.insert(words.begin(), words.end()); };
    add(colours);
    add(shapes);
    add(shapesPlural);
    add(textures);
    add(sides);
    add(findings);
    add(zones);
    add(severities);
    add(heartSeverities);
    add(numbers);
    all.insert({"object", "objects"});
    return all;
}

} // namespace phantom
