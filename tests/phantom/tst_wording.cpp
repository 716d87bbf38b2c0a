// SPDX-License-Identifier: GPL-3.0-or-later
#include "phantom/wording.h"

#include "phantom/pair_maker.h"
#include "phantom/random_stream.h"
#include "tests/support/check.h"

#include <sstream>

using namespace phantom;

namespace {

Claim exists(Fields said)
{
    return {.kind = Kind::Exists, .a = said};
}

Claim none(Fields said)
{
    return {.kind = Kind::None, .a = said};
}

Statement joined(std::initializer_list<Claim> claims)
{
    Statement out;
    for (const Claim& claim : claims)
        out.append(claim);
    return out;
}

std::string slice(const std::string& text, Span span)
{
    return text.substr(std::size_t(span.begin), std::size_t(span.end - span.begin));
}

Claim uncertain(Claim claim)
{
    claim.uncertain = true;
    return claim;
}

} // namespace

TEST(shapesReadAsWritten)
{
    const Fields orangeCircle{1, 0, unsaid, unsaid}, all{0, 3, 2, 0},
        square{unsaid, 1, unsaid, unsaid};
    struct Case {
        Statement statement;
        Wording wording;
        const char* text;
    };
    const std::array<bool, 4> open{true, true, true, true};
    for (const auto& [statement, wording, expected] :
         {Case{exists(all), {}, "a small red dotted star"},
          Case{exists(orangeCircle), {}, "an orange circle"},
          Case{exists(orangeCircle), {Wording::FullStop, {}, {}}, "An orange circle."},
          Case{none(orangeCircle), {Wording::And, open, {}}, "there is no orange circle"},
          Case{Claim{Kind::Count, square, nothingSaid, 3}, {}, "three squares"},
          Case{Claim{Kind::Count, {unsaid, 4, unsaid, unsaid}, nothingSaid, 2}, {}, "two crosses"},
          Case{Claim{Kind::Count, nothingSaid, nothingSaid, 1}, {}, "one object"},
          Case{Claim{Kind::Relation, square, orangeCircle, Leftwards},
               {},
               "a square left of an orange circle"},
          Case{Claim{Kind::Relation, square, square, Downwards}, {}, "a square below a square"},
          Case{Claim{Kind::Position, orangeCircle, nothingSaid, Upwards},
               {},
               "an orange circle at the top"},
          Case{joined({exists(square), none(all)}),
               {Wording::With, {}, {}},
               "a square with no small red dotted star"},
          Case{joined({exists(square), exists(all)}),
               {Wording::FullStop, {}, {}},
               "A square. A small red dotted star."}})
        CHECK(text(Domain::Shapes, statement, wording) == expected);
}

TEST(reportsReadAsWritten)
{
    const Fields effusion{0, 2, unsaid, 0}, nodule{1, 0, 0, unsaid}, mass{1, 1, unsaid, unsaid};
    const Fields heart{unsaid, 5, unsaid, 1}, consolidation{0, 4, 2, unsaid};
    const auto say = [](Statement statement, bool opens, bool probable) {
        Wording wording;
        wording.thereIs.fill(opens);
        wording.probable.fill(probable);
        return text(Domain::Chest, statement, wording);
    };
    CHECK(
        say(joined({exists(effusion), none({1, 3, unsaid, unsaid}), uncertain(exists(nodule))}),
            false, false)
        == "A small right effusion. No left pneumothorax. Possible nodule in the left upper zone.");
    CHECK(say(joined({exists(effusion), uncertain(exists(nodule))}), true, true)
          == "There is a small right effusion. There is a probable nodule in the left upper zone.");
    CHECK(say(exists(mass), false, false) == "A mass in the left lung.");
    CHECK(say(exists(heart), false, false) == "Severe cardiomegaly.");
    CHECK(say(exists(consolidation), true, false)
          == "There is consolidation in the right lower zone.");
    CHECK(say(none(consolidation), true, false)
          == "There is no consolidation in the right lower zone.");
    CHECK(say(exists({unsaid, 2, unsaid, unsaid}), true, false) == "There is an effusion.");
    CHECK(phraseText(Domain::Chest, {0, 11, unsaid, unsaid}) == "right lung");
}

TEST(spansSayWhatTheyAreAbout)
{
    Scene scene;
    scene.objects = {
        {{0, 0, 0, 0}, 20, 20, 10}, {{5, 1, 0, 1}, 70, 20, 10}, {{0, 1, 0, 1}, 40, 75, 10}};
    const Statement statement =
        joined({Claim{Kind::Relation, {0, 0, unsaid, unsaid}, {5, 1, unsaid, unsaid}, Leftwards},
                Claim{Kind::Count, {unsaid, 1, unsaid, unsaid}, nothingSaid, 2},
                none({unsaid, 3, unsaid, unsaid}), exists({4, unsaid, unsaid, unsaid})});
    const WordedStatement said = worded(Domain::Shapes, statement, {}, scene);
    REQUIRE(said.text
            == "a red circle left of a blue square and two squares and no star and a cyan object");
    using Type = ClaimSpan::Type;
    using Assertion = ClaimSpan::Assertion;
    struct Expected {
        const char* text;
        Type type;
        Assertion assertion;
        bool truth;
        std::vector<int> objects;
    };
    const std::vector<Expected> expected{
        {"red circle", Type::Object, Assertion::Present, true, {0}},
        {"blue square", Type::Object, Assertion::Present, true, {1}},
        {"a red circle left of a blue square", Type::Relation, Assertion::Present, true, {0, 1}},
        {"squares", Type::Object, Assertion::Present, true, {1, 2}},
        {"two squares", Type::Count, Assertion::Present, true, {1, 2}},
        {"no star", Type::Object, Assertion::Absent, true, {}},
        {"cyan object", Type::Object, Assertion::Present, false, {}}};
    REQUIRE(said.claims.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CHECK(slice(said.text, said.claims[i].span) == expected[i].text);
        CHECK(said.claims[i].type == expected[i].type);
        CHECK(said.claims[i].assertion == expected[i].assertion);
        CHECK(said.claims[i].truth == expected[i].truth);
        CHECK(said.claims[i].objects == expected[i].objects);
    }
}

TEST(anInsertedNoTakesTheNextWordWithIt)
{
    const Scene scene{.domain = Domain::Chest};
    const Fields cardiomegaly{unsaid, 5, unsaid, 0};
    for (const bool opens : {false, true}) {
        Wording wording;
        wording.thereIs.fill(opens);
        const auto there = worded(Domain::Chest, exists(cardiomegaly), wording, scene);
        const auto absent = worded(Domain::Chest, none(cardiomegaly), wording, scene);
        const Difference change = difference(there, absent);
        CHECK(slice(there.text, change.inCaption) == (opens ? "mild" : "Mild"));
        CHECK(slice(absent.text, change.inFoil) == (opens ? "no mild" : "No mild"));
    }
}

// What the truth format promises of every foil.
TEST(oneSpanTurnsAFoilBackIntoItsCaption)
{
    for (const Domain domain : {Domain::Shapes, Domain::Chest}) {
        const PairMaker maker(domain);
        int pairs = 0;
        for (std::uint64_t index = 0; index < 500; ++index) {
            const Scene scene = makeScene(domain, 8, index);
            RandomStream random(8, index, RandomStream::Purpose::Text);
            for (const Pair& pair : maker.pairs(scene, 6, {}, random, true)) {
                const auto caption = worded(domain, pair.truth, pair.wording, scene);
                const auto foil = worded(domain, pair.foil, pair.wording, scene);
                const auto [inCaption, inFoil] = difference(caption, foil);
                std::string back = foil.text;
                back.replace(std::size_t(inFoil.begin), std::size_t(inFoil.end - inFoil.begin),
                             slice(caption.text, inCaption));
                CHECK(back == caption.text);
                CHECK(inFoil.begin < inFoil.end && inCaption.begin < inCaption.end);

                // Words, put together again, are the text.
                std::string letters, joinedWords;
                std::istringstream parts(caption.text);
                for (std::string part; parts >> part;)
                    letters += part;
                for (const Span word : caption.words)
                    joinedWords += slice(caption.text, word);
                CHECK(joinedWords == letters);
                for (const ClaimSpan& claim : caption.claims) {
                    CHECK(claim.truth);
                    CHECK((claim.assertion == ClaimSpan::Assertion::Absent)
                          == claim.objects.empty());
                }
                ++pairs;
            }
        }
        CHECK(pairs > 2000);
    }
}
