// SPDX-License-Identifier: GPL-3.0-or-later
#include "phantom/truth_case.h"

#include "tests/support/check.h"

#include <map>
#include <set>
#include <sstream>

using namespace phantom;
using explain::TruthCase;

namespace {

constexpr int scenes = 150;

const PairMaker& makerOf(Domain domain)
{
    static const PairMaker shapesMaker(Domain::Shapes), chestMaker(Domain::Chest);
    return domain == Domain::Shapes ? shapesMaker : chestMaker;
}

TruthCase caseOf(Domain domain, std::uint64_t index, int size = canvasSize)
{
    const Scene scene = makeScene(domain, 4, index);
    return truthCase(scene, draw(scene, size), pairsOf(scene, makerOf(domain)), "images/a.png");
}

std::string part(const std::string& text, std::int64_t begin, std::int64_t end)
{
    return text.substr(std::size_t(begin), std::size_t(end - begin));
}

/// What a word can stand for: "squares" for "square".
std::set<std::string> readings(const std::string& word)
{
    std::set<std::string> all{word};
    for (const std::string ending : {"s", "es"})
        if (word.ends_with(ending))
            all.insert(word.substr(0, word.size() - ending.size()));
    return all;
}

bool hasWord(const explain::TruthObject& object, const std::string& word)
{
    const auto words = readings(word);
    return words.contains(object.name)
        || std::ranges::any_of(object.attributes,
                               [&](const auto& entry) { return words.contains(entry.second); });
}

/// The objects that have all words of a phrase. "of", "object" and the like say nothing; anatomy
/// is meant only where it is the thing named.
std::vector<std::int64_t> named(const TruthCase& truth, const std::string& phrase)
{
    const std::set<std::string> mute{"object", "objects", "possible", "probable",
                                     "in",     "the",     "zone",     "lung"};
    std::vector<std::int64_t> ids;
    for (const explain::TruthObject& object : truth.objects) {
        std::istringstream words(phrase);
        bool all = true;
        for (std::string word; words >> word;) {
            std::ranges::transform(word, word.begin(),
                                   [](char c) { return char(std::tolower(c)); });
            all = all && (mute.contains(word) || hasWord(object, word));
        }
        const bool isAnatomy = object.name == "heart" || object.name == "lung";
        if (all && (truth.domain == "shapes" || !isAnatomy))
            ids.push_back(object.id);
    }
    return ids;
}

/// [height, width] row by row, by nothing but the format's words.
std::vector<int> pixelsOf(const explain::RunLengths& runs)
{
    std::vector<int> pixels(std::size_t(runs.height * runs.width));
    std::int64_t at = 0;
    for (std::size_t i = 0; i < runs.counts.size(); ++i)
        for (std::int64_t k = 0; k < runs.counts[i]; ++k, ++at)
            pixels[std::size_t(at % runs.height * runs.width + at / runs.height)] = i % 2;
    return pixels;
}

} // namespace

TEST(masksFillTheirBoxes)
{
    for (const Domain domain : {Domain::Shapes, Domain::Chest})
        for (const int size : {96, 130})
            for (std::uint64_t index = 0; index < 12; ++index) {
                const TruthCase truth = caseOf(domain, index, size);
                CHECK(truth.width == size && truth.height == size && !truth.objects.empty());
                for (const explain::TruthObject& object : truth.objects) {
                    std::int64_t sum = 0;
                    for (const std::int64_t count : object.mask.counts)
                        sum += count;
                    REQUIRE(sum == std::int64_t(size) * size);
                    const std::vector<int> pixels = pixelsOf(object.mask);
                    std::set<int> rows, columns;
                    for (int i = 0; i < size * size; ++i)
                        if (pixels[std::size_t(i)]) {
                            rows.insert(i / size);
                            columns.insert(i % size);
                        }
                    REQUIRE(!rows.empty());
                    CHECK(object.box[0] == *columns.begin() && object.box[1] == *rows.begin());
                    CHECK(object.box[2] == *columns.rbegin() + 1);
                    CHECK(object.box[3] == *rows.rbegin() + 1);
                }
            }
}

TEST(everyFoilUndoesToItsCaption)
{
    for (const Domain domain : {Domain::Shapes, Domain::Chest}) {
        std::map<std::string, int> types;
        int captions = 0;
        for (std::uint64_t index = 0; index < scenes; ++index) {
            const TruthCase truth = caseOf(domain, index);
            captions += int(truth.captions.size());
            std::set<std::int64_t> used;
            for (const explain::TruthFoil& foil : truth.foils) {
                const std::string& caption = truth.captions[std::size_t(foil.caption)].text;
                CHECK(foil.text != caption && foil.begin < foil.end);
                CHECK(part(foil.text, 0, foil.begin) + foil.original
                          + part(foil.text, foil.end, std::int64_t(foil.text.size()))
                      == caption);
                CHECK(part(foil.text, foil.begin, foil.end) != foil.original);
                used.insert(foil.caption);
                ++types[foil.type];
            }
            CHECK(used.size() == truth.captions.size());
        }
        const std::vector<std::string> wanted = domain == Domain::Shapes
            ? std::vector<std::string>{"colour",   "object",   "texture",  "size",    "count",
                                       "relation", "position", "negation", "presence"}
            : std::vector<std::string>{"object",   "laterality", "zone",
                                       "severity", "negation",   "presence"};
        CHECK(types.size() == wanted.size());
        for (const std::string& type : wanted)
            CHECK(types[type] > 10);
        CHECK(captions > 3 * scenes);
    }
}

TEST(claimsPointAtWhatTheyName)
{
    for (const Domain domain : {Domain::Shapes, Domain::Chest}) {
        std::map<std::string, int> types;
        std::map<explain::Assertion, int> assertions;
        for (std::uint64_t index = 0; index < scenes; ++index) {
            const TruthCase truth = caseOf(domain, index);
            for (const explain::TruthCaption& caption : truth.captions)
                for (const explain::TruthClaim& claim : caption.claims) {
                    ++types[claim.type];
                    ++assertions[claim.assertion];
                    CHECK(claim.truth);
                    const std::string phrase = part(caption.text, claim.begin, claim.end);
                    if (claim.assertion == explain::Assertion::Absent) {
                        const std::size_t afterNo = phrase.find(' ') + 1;
                        CHECK(phrase.substr(0, afterNo) == "no "
                              || phrase.substr(0, afterNo) == "No ");
                        CHECK(claim.objects.empty()
                              && named(truth, phrase.substr(afterNo)).empty());
                    } else if (claim.type == "object") {
                        if (!CHECK(claim.objects == named(truth, phrase)))
                            std::cerr << caption.text << ": " << phrase << '\n';
                    } else {
                        CHECK(!claim.objects.empty());
                    }
                }
        }
        CHECK(types["object"] > scenes);
        CHECK(assertions[explain::Assertion::Absent] > 20);
        CHECK((domain == Domain::Chest) == (assertions[explain::Assertion::Uncertain] > 0));
        CHECK((domain == Domain::Shapes) == (types["relation"] > 0));
    }
}

TEST(spansAreWords)
{
    int reports = 0;
    for (const Domain domain : {Domain::Shapes, Domain::Chest})
        for (std::uint64_t index = 0; index < scenes; ++index)
            for (const explain::TruthCaption& caption : caseOf(domain, index).captions) {
                std::string letters, spelt = caption.text;
                std::set<std::int64_t> begins, ends;
                for (const explain::TruthWord& word : caption.words) {
                    letters += part(caption.text, word.begin, word.end);
                    begins.insert(word.begin);
                    ends.insert(word.end);
                    CHECK(word.truth);
                }
                std::erase(spelt, ' ');
                CHECK(letters == spelt);
                for (const explain::TruthClaim& claim : caption.claims)
                    CHECK(begins.contains(claim.begin) && ends.contains(claim.end));
                reports += domain == Domain::Chest && std::ranges::count(caption.text, '.') > 1;
            }
    CHECK(reports > scenes / 2); // reports of several sentences
}

TEST(relationsAreWhereThingsAre)
{
    int relations = 0;
    for (std::uint64_t index = 0; index < scenes; ++index) {
        const Scene scene = makeScene(Domain::Shapes, 4, index);
        for (const auto& [subject, relation, object] : caseOf(Domain::Shapes, index).relations) {
            const Object& a = scene.objects[std::size_t(subject)];
            const Object& b = scene.objects[std::size_t(object)];
            const float gap = relation == "left of" ? b.x - a.x
                : relation == "right of"            ? a.x - b.x
                : relation == "above"               ? b.y - a.y
                : relation == "below"               ? a.y - b.y
                                                    : 0;
            CHECK(gap > 12);
            ++relations;
        }
    }
    CHECK(relations > 2 * scenes);
}

TEST(aLineHoldsTheWholeCase)
{
    for (const Domain domain : {Domain::Shapes, Domain::Chest}) {
        const TruthCase truth = caseOf(domain, 5);
        CHECK(truth.id == std::string(name(domain)) + "-4-000005");
        const auto read = explain::fromTruthLine(explain::toTruthLine(truth));
        REQUIRE_OK(read);
        CHECK(*read == truth);
        CHECK(explain::toTruthLine(caseOf(domain, 5)) == explain::toTruthLine(truth));
    }
}
