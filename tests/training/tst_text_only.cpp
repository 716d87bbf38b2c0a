// SPDX-License-Identifier: GPL-3.0-or-later
#include "training/text_only.h"

#include "phantom/vocabulary.h"
#include "tests/support/check.h"

using namespace training;
using phantom::Domain;
using phantom::FoilType;

namespace {

constexpr std::int64_t fewPairs = 32'000;

const TextOnlyReport::Row& rowOf(const TextOnlyReport& report, FoilType type)
{
    return *std::ranges::find(report.rows, type, &TextOnlyReport::Row::type);
}

} // namespace

// Few pairs: the band is a little wider here than the product's own over 300,000 pairs.
TEST(theGeneratorCannotBeReadWithoutThePicture)
{
    for (const Domain domain : {Domain::Shapes, Domain::Chest}) {
        const auto report = textOnly(domain, fewPairs, 11);
        REQUIRE_OK(report);
        CHECK(report->rows.size() == phantom::foilTypes(domain).size());
        CHECK(report->trained >= fewPairs && report->tested >= fewPairs / 2);
        for (const TextOnlyReport::Row& row : report->rows)
            for (const Share& share : {row.bag, row.network}) {
                CHECK(share.of > 1000);
                CHECK(share.value() > 0.46 && share.value() < 0.54);
            }
    }
}

TEST(aPlantedLeakIsFound)
{
    const int solid = phantom::tokenOf("solid"), striped = phantom::tokenOf("striped");
    const auto planted = [&](std::uint64_t seed, std::int64_t count) {
        auto pairs = textPairs(Domain::Shapes, seed, count);
        for (TextPair& pair : pairs) // foils of texture say solid, whatever they said
            if (pair.type == FoilType::Texture && pair.caption.size() == pair.foil.size())
                for (std::size_t i = 0; i < pair.foil.size(); ++i)
                    if (pair.foil[i] != pair.caption[i]) {
                        pair.foil[i] = solid;
                        if (pair.caption[i] == solid)
                            pair.caption[i] = striped;
                    }
        return pairs;
    };
    const auto report = judgeByText(Domain::Shapes, planted(12, fewPairs / 2),
                                    planted(phantom::firstHeldOutSeed, fewPairs / 2));
    REQUIRE_OK(report);
    CHECK(!report->passes());
    const auto& leaking = rowOf(*report, FoilType::Texture);
    CHECK(leaking.bag.value() > 0.9 && leaking.network.value() > 0.9 && !leaking.passes());
    CHECK(std::abs(rowOf(*report, FoilType::Negation).network.value() - 0.5) < 0.05);
}

// A leak that no single word betrays: the right answer depends on a word that both texts share.
TEST(aLeakThatTakesTwoWordsIsFound)
{
    const int red = phantom::tokenOf("red"), blue = phantom::tokenOf("blue");
    const int one = phantom::tokenOf("circle"), other = phantom::tokenOf("square");
    std::vector<TextPair> pairs;
    for (int i = 0; i < 4000; ++i) {
        const bool isOne = i % 2;
        pairs.push_back({FoilType::Colour,
                         {isOne ? red : blue, isOne ? one : other},
                         {isOne ? blue : red, isOne ? one : other}});
    }
    const auto report = judgeByText(Domain::Shapes, pairs, pairs);
    REQUIRE_OK(report);
    const auto& row = rowOf(*report, FoilType::Colour);
    CHECK(row.network.value() > 0.99);
    CHECK(std::abs(row.bag.value() - 0.5) < 0.05);
}

// Wilson's interval for 81 of 263, Newcombe 1998, table I: 0.2553 to 0.3662.
TEST(intervalsAreWilsons)
{
    const auto [low, high] = Share{81, 263}.interval();
    CHECK(std::abs(low - 0.2553) < 1e-4);
    CHECK(std::abs(high - 0.3662) < 1e-4);
}

TEST(heldOutSeedsAreRefused)
{
    const auto report = textOnly(Domain::Shapes, fewPairs, phantom::firstHeldOutSeed);
    REQUIRE(!report);
    CHECK(report.error().kind == explain::Error::Kind::Usage);
    for (const std::int64_t pairs : {std::int64_t(-1), std::int64_t(999), std::int64_t(INT64_MAX)})
        CHECK(!textOnly(Domain::Shapes, pairs, 1));
    explain::Progress stopped;
    stopped.cancelled = [] { return true; };
    const auto cancelled = textOnly(Domain::Shapes, 1000, 1, stopped);
    REQUIRE(!cancelled);
    CHECK(cancelled.error().kind == explain::Error::Kind::Cancelled);
}
