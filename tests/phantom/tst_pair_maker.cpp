// SPDX-License-Identifier: GPL-3.0-or-later
#include "phantom/pair_maker.h"

#include "phantom/random_stream.h"
#include "tests/support/check.h"

#include <array>
#include <cmath>
#include <map>
#include <set>

using namespace phantom;

namespace {

const PairMaker& makerOf(Domain domain)
{
    static const PairMaker ofShapes(Domain::Shapes), ofChest(Domain::Chest);
    return domain == Domain::Shapes ? ofShapes : ofChest;
}

/// A second opinion: a claim is written out as the set of objects it may mean.
std::set<int> meant(const Fields& said, const Scene& scene)
{
    std::set<int> out;
    for (std::size_t i = 0; i < scene.objects.size(); ++i) {
        const Fields& has = scene.objects[i].fields;
        bool fits = !(scene.domain == Domain::Chest && has[1] > 9 && said[1] < 10);
        for (std::size_t field = 0; field < 4; ++field)
            fits = fits && (said[field] < 0 || said[field] == has[field]);
        if (fits)
            out.insert(int(i));
    }
    return out;
}

bool holds(const Claim& claim, const Scene& scene)
{
    const std::set<int> a = meant(claim.a, scene), b = meant(claim.b, scene);
    if (claim.kind == Kind::Exists)
        return !a.empty();
    if (claim.kind == Kind::None)
        return a.empty();
    if (claim.kind == Kind::Count)
        return int(a.size()) == claim.argument;
    if (a.size() != 1)
        return false;
    const Object& one = scene.objects[std::size_t(*a.begin())];
    if (claim.kind == Kind::Position)
        return std::array{one.x<38.4F, one.x> 57.6F,
                          one.y<38.4F, one.y> 57.6F}[std::size_t(claim.argument)];
    if (b.size() != 1)
        return false;
    const Object& other = scene.objects[std::size_t(*b.begin())];
    const float x = one.x - other.x, y = one.y - other.y;
    const bool isBeside = std::abs(x) > 12 && std::abs(x) > 0.6F * std::abs(y);
    const bool isOver = std::abs(y) > 12 && std::abs(y) > 0.6F * std::abs(x);
    return std::array{isBeside && x < 0, isBeside && x > 0, isOver && y < 0,
                      isOver && y > 0}[std::size_t(claim.argument)];
}

bool holds(const Statement& statement, const Scene& scene)
{
    bool all = true;
    for (const Claim& claim : statement)
        all = all && holds(claim, scene);
    return all;
}

int fieldsThatDiffer(const Fields& one, const Fields& other)
{
    int count = 0;
    for (std::size_t i = 0; i < 4; ++i)
        count += one[i] != other[i];
    return count;
}

/// Whether the two claims differ as the type says, and in nothing else.
bool differsAs(FoilType type, const Claim& caption, const Claim& foil)
{
    const int fields = fieldsThatDiffer(caption.a, foil.a) + fieldsThatDiffer(caption.b, foil.b);
    const bool sameKind = caption.kind == foil.kind;
    const bool sameArgument = caption.argument == foil.argument;
    switch (type) {
    case FoilType::Negation:
        return fields == 0 && !sameKind && int(caption.kind) < 2 && int(foil.kind) < 2;
    case FoilType::Presence: return sameKind && sameArgument && fields >= 2;
    case FoilType::Count: return sameKind && caption.kind == Kind::Count && fields == 0;
    case FoilType::Relation: return sameKind && caption.kind == Kind::Relation && fields == 0;
    case FoilType::Position: return sameKind && caption.kind == Kind::Position && fields == 0;
    default: return sameKind && sameArgument && fields == 1;
    }
}

template <class Visit> void forPairs(Domain domain, int scenes, bool several, Visit visit)
{
    for (int index = 0; index < scenes; ++index) {
        const Scene scene = makeScene(domain, 21, std::uint64_t(index));
        RandomStream random(21, std::uint64_t(index), RandomStream::Purpose::Text);
        for (const Pair& pair : makerOf(domain).pairs(scene, 6, {}, random, several))
            visit(scene, pair);
    }
}

/// How far a count of \p heads out of \p of is from one half, in standard deviations.
double deviations(int heads, int of)
{
    return of ? std::abs(2.0 * heads - of) / std::sqrt(double(of)) : 0;
}

} // namespace

TEST(captionsAreTrueAndFoilsFalse)
{
    for (const Domain domain : {Domain::Shapes, Domain::Chest}) {
        std::map<FoilType, int> seen;
        forPairs(domain, 2000, true, [&](const Scene& scene, const Pair& pair) {
            ++seen[pair.type];
            CHECK(holds(pair.truth, scene));
            CHECK(!holds(pair.foil, scene));
            REQUIRE(pair.truth.size() == pair.foil.size());
            for (int i = 0; i < pair.truth.size(); ++i) {
                CHECK(canBeSaid(domain, pair.truth[i].a) && canBeSaid(domain, pair.foil[i].a));
                CHECK(i == pair.changed ? differsAs(pair.type, pair.truth[i], pair.foil[i])
                                        : pair.truth[i] == pair.foil[i]);
            }
            CHECK(pair.type != FoilType::Presence || pair.truth.size() > 1);
        });
        for (const FoilType type : foilTypes(domain))
            CHECK(seen[type] > 500);
    }
}

TEST(severalClaimsAreCommonWhereAskedFor)
{
    std::array<int, 5> shapesSizes{}, chestSizes{};
    forPairs(Domain::Shapes, 1000, true, [&](const Scene&, const Pair& pair) {
        ++shapesSizes[std::size_t(pair.truth.size())];
    });
    forPairs(Domain::Chest, 1000, true,
             [&](const Scene&, const Pair& pair) { ++chestSizes[std::size_t(pair.truth.size())]; });
    CHECK(shapesSizes[2] > 0.3 * (shapesSizes[1] + shapesSizes[2]));
    CHECK(shapesSizes[3] == 0);
    for (const int count : {2, 3, 4})
        CHECK(chestSizes[std::size_t(count)] > 300);
    for (const Domain domain : {Domain::Shapes, Domain::Chest})
        forPairs(domain, 300, false, [](const Scene&, const Pair& pair) {
            CHECK(pair.truth.size() == 1 && pair.type != FoilType::Presence);
        });
}

// An exchange is as common forwards as backwards: what no reader may be able to tell.
TEST(exchangesAreSymmetric)
{
    for (const Domain domain : {Domain::Shapes, Domain::Chest}) {
        std::map<std::array<int, 6>, int> counts;
        std::map<FoilType, std::array<int, 2>> saysNo; // captions, foils
        forPairs(domain, 12'000, true, [&](const Scene&, const Pair& pair) {
            const Claim &caption = pair.truth[pair.changed], &foil = pair.foil[pair.changed];
            saysNo[pair.type][0] += caption.kind == Kind::None;
            saysNo[pair.type][1] += foil.kind == Kind::None;
            if (pair.type == FoilType::Negation)
                return;
            for (std::size_t field = 0; field < 4; ++field)
                if (caption.a[field] != foil.a[field])
                    ++counts[{int(pair.type), int(field), caption.a[field], foil.a[field], 0, 0}];
            if (caption.argument != foil.argument)
                ++counts[{int(pair.type), 4, caption.argument, foil.argument, 0, 0}];
        });
        int compared = 0;
        for (const auto& [key, forward] : counts) {
            auto back = key;
            std::swap(back[2], back[3]);
            if (key[2] > key[3] || counts[back] + forward < 50)
                continue;
            CHECK(deviations(forward, forward + counts[back]) < 4.5);
            ++compared;
        }
        CHECK(compared > 50);
        const auto [captions, foils] = saysNo[FoilType::Negation];
        CHECK(captions > 2000 && deviations(captions, captions + foils) < 4.5);
    }
}

TEST(theSameNumbersGiveTheSamePairs)
{
    const Scene scene = makeScene(Domain::Chest, 22, 5);
    const PairMaker again(Domain::Chest);
    for (std::uint64_t index = 0; index < 200; ++index) {
        RandomStream one(22, index, RandomStream::Purpose::Text), other = one;
        const auto first = makerOf(Domain::Chest).pairs(scene, 6, {}, one, true);
        const auto second = again.pairs(scene, 6, {}, other, true);
        REQUIRE(first.size() == second.size());
        for (std::size_t i = 0; i < first.size(); ++i)
            CHECK(first[i].truth == second[i].truth && first[i].foil == second[i].foil
                  && first[i].wording == second[i].wording);
    }
}

TEST(tablesComeBackFromTheirBytes)
{
    const std::string bytes = makerOf(Domain::Chest).toBytes();
    const auto back = PairMaker::fromBytes(Domain::Chest, bytes);
    REQUIRE(back);
    CHECK(back->toBytes() == bytes);
    for (std::uint64_t index = 0; index < 100; ++index) {
        const Scene scene = makeScene(Domain::Chest, 23, index);
        RandomStream one(23, index, RandomStream::Purpose::Text), other = one;
        const auto first = makerOf(Domain::Chest).pairs(scene, 6, {}, one, true);
        const auto second = back->pairs(scene, 6, {}, other, true);
        REQUIRE(first.size() == second.size());
        for (std::size_t i = 0; i < first.size(); ++i)
            CHECK(first[i].truth == second[i].truth && first[i].foil == second[i].foil);
    }
}

TEST(damagedTablesAreNoTables)
{
    const std::string bytes = makerOf(Domain::Chest).toBytes();
    CHECK(!PairMaker::fromBytes(Domain::Shapes, bytes));
    CHECK(!PairMaker::fromBytes(Domain::Chest, {}));
    CHECK(!PairMaker::fromBytes(Domain::Chest, bytes.substr(0, bytes.size() / 2)));
    CHECK(!PairMaker::fromBytes(Domain::Chest, bytes + 'x'));
    for (const std::size_t at : {std::size_t(0), std::size_t(60), bytes.size() / 2}) {
        std::string damaged = bytes;
        damaged[at] = char(damaged[at] ^ 1);
        CHECK(!PairMaker::fromBytes(Domain::Chest, damaged));
    }
}

TEST(theMixIsHeeded)
{
    std::array<float, 9> onlyCounts{};
    onlyCounts[4] = 1;
    int pairs = 0;
    for (std::uint64_t index = 0; index < 300; ++index) {
        const Scene scene = makeScene(Domain::Shapes, 23, index);
        RandomStream random(23, index, RandomStream::Purpose::Text);
        for (const Pair& pair : makerOf(Domain::Shapes).pairs(scene, 6, onlyCounts, random, true)) {
            CHECK(pair.type == FoilType::Count);
            ++pairs;
        }
    }
    CHECK(pairs > 1400);
}
