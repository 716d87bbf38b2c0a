// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/ops/negation.h"
#include "explain/ops/unicode.h"

#include "tests/support/check.h"

using namespace explain;

namespace {

std::string part(const std::string& text, int64_t begin, int64_t end)
{
    return encodeUtf8(decodeUtf8(text).substr(std::size_t(begin), std::size_t(end - begin)));
}

} // namespace

TEST(negationsAreFoundWithAllThatTheyDeny)
{
    struct Case {
        std::string text, cue, denied, opposite;
    };
    for (const auto& [text, cue, denied, opposite] : std::vector<Case>{
             {"no blue star", "no", "no blue star", "a"},
             {"a red circle and no blue star", "no", "no blue star", "a"},
             {"no blue star with two circles", "no", "no blue star", "a"},
             {"There is NO effusion. The heart is large.", "NO", "NO effusion", "a"},
             {"lungs free of focal opacity, heart large", "free of", "free of focal opacity",
              "with"},
             {"No evidence of pneumothorax or effusion", "No evidence of",
              "No evidence of pneumothorax or effusion", "evidence of"},
             {"negative for fracture", "negative for", "negative for fracture", "positive for"},
             {"the left effusion is absent", "is absent", "the left effusion is absent",
              "is present"},
             {"a mass, but a nodule is not seen", "not seen", "a nodule is not seen", "seen"},
             {"it isn\u2019t red", "isn\u2019t", "isn\u2019t red", "is"},
             {"a dog without a leash", "without a", "without a leash", "with a"},
             {"Größe: no 心 here", "no", "no 心 here", "a"},
             {"no", "no", "no", "a"},
             {"not", "not", "not", ""}}) {
        const auto found = negationsOf(text);
        if (!CHECK(found.size() == 1)) {
            std::cerr << text << ": " << found.size() << '\n';
            continue;
        }
        const Negation& one = found[0];
        if (!CHECK(part(text, one.cueBegin, one.cueEnd) == cue
                   && part(text, one.begin, one.end) == denied && one.opposite == opposite))
            std::cerr << text << ": " << part(text, one.cueBegin, one.cueEnd) << " | "
                      << part(text, one.begin, one.end) << " | " << one.opposite << '\n';
    }
}

TEST(eachCueOfAReportStandsForItself)
{
    const std::string text = "No effusion, no pneumothorax nor nodule.";
    const auto found = negationsOf(text);
    REQUIRE(found.size() == 3);
    CHECK(part(text, found[0].begin, found[0].end) == "No effusion");
    CHECK(part(text, found[1].begin, found[1].end) == "no pneumothorax");
    CHECK(part(text, found[2].begin, found[2].end) == "nor nodule");
}

TEST(whatLooksLikeANegationIsNone)
{
    for (const char* text :
         {"", " ", "...", "a blue star", "noble nodule, another note", "no change in size",
          "not only a star", "no longer", "an effusion cannot be excluded",
          "north"}) // the last word is no "no": the broken byte goes with it
        if (!CHECK(negationsOf(text).empty()))
            std::cerr << text << '\n';
}

TEST(gradientAttributionIsKnownToFail)
{
    const std::string text = "two circles and no blue star";
    const auto caveats = caveatsFor("clip4dm", text);
    REQUIRE(caveats.size() == 1);
    CHECK(caveats[0].id == "negation" && caveats[0].better == "word-loo");
    CHECK(part(text, caveats[0].begin, caveats[0].end) == "no blue star");
    CHECK(!caveats[0].message.empty());
    CHECK(caveatsFor("clip4dm", "two circles").empty());
    CHECK(caveatsFor("word-loo", text).empty() && caveatsFor("patch-sim", text).empty());
}
