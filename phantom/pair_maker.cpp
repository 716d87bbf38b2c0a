// SPDX-License-Identifier: Apache-2.0
#include "phantom/pair_maker.h"

#include "phantom/balance.h"
#include "phantom/proposals.h"
#include "phantom/random_stream.h"

#include <algorithm>

namespace phantom {

namespace {

/// Draws that compete for one pair. Few, and their number fixed: to draw until something is kept
/// would raise the share of scenes of which little can be said, and that can be read.
constexpr int tries = 10;

/// Scenes on which the exchanges are counted, of a seed that nothing else uses.
constexpr std::uint64_t balanceSeed = 77;
constexpr int balanceScenes = 16'000;

/// Pairs drawn of each scene to be counted: a foil of Presence has many more forms than any other.
int groupsOf(FoilType type)
{
    return type == FoilType::Presence ? 6 : 2;
}

std::vector<Balance::Draw> drawsFor(Domain domain, bool several, std::span<const Scene> scenes)
{
    std::vector<Balance::Draw> draws;
    int group = 0;
    for (const Scene& scene : scenes) {
        RandomStream random(balanceSeed, 2 * scene.index + several, RandomStream::Purpose::Balance);
        for (const FoilType type : foilTypes(domain))
            for (int i = 0; i < groupsOf(type) * tries; ++i) {
                group += i % tries == 0;
                if (const auto proposal = propose(scene, type, several, random))
                    draws.push_back({group, exchanges(domain, type, *proposal)});
            }
    }
    return draws;
}

} // namespace

struct PairMaker::Tables {
    Balance one, several;
};

PairMaker::PairMaker(Domain domain) : m_domain(domain)
{
    std::vector<Scene> scenes;
    for (int i = 0; i < balanceScenes; ++i) {
        scenes.push_back(makeScene(domain, balanceSeed, std::uint64_t(i)));
        scenes.back().shapesLook.reset();
        scenes.back().chestLook.reset();
    }
    m_tables = std::make_unique<Tables>(Balance(drawsFor(domain, false, scenes)),
                                        Balance(drawsFor(domain, true, scenes)));
}

PairMaker::~PairMaker() = default;
PairMaker::PairMaker(PairMaker&&) noexcept = default;
PairMaker& PairMaker::operator=(PairMaker&&) noexcept = default;

std::vector<Pair> PairMaker::pairs(const Scene& scene, int count, std::span<const float> mix,
                                   RandomStream& random, bool severalClaims) const
{
    const std::span<const FoilType> types = foilTypes(m_domain);
    std::vector<float> weights(mix.begin(), mix.end());
    weights.resize(types.size(), mix.empty() ? 1.0F : 0.0F);
    if (!severalClaims)
        weights[std::size_t(std::ranges::find(types, FoilType::Presence) - types.begin())] = 0;

    const Balance& balance = severalClaims ? m_tables->several : m_tables->one;
    std::vector<Pair> out;
    for (int i = 0; i < count; ++i) {
        const FoilType type = types[std::size_t(random.weighted(weights))];
        for (int attempt = 0; attempt < tries; ++attempt) {
            const auto proposal = propose(scene, type, severalClaims, random);
            if (!proposal || !random.chance(balance.keep(exchanges(m_domain, type, *proposal))))
                continue;
            out.push_back({proposal->truth, proposal->foil, type, drawWording(m_domain, random),
                           proposal->changed});
            break;
        }
    }
    return out;
}

} // namespace phantom
