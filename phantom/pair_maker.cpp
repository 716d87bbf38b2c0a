// SPDX-License-Identifier: Apache-2.0
#include "phantom/pair_maker.h"

#include "explain/sha256.h"
#include "phantom/balance.h"
#include "phantom/proposals.h"
#include "phantom/random_stream.h"

#include <algorithm>
#include <cstring>
#include <map>

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

namespace {

constexpr std::size_t hashDigits = 64;
constexpr std::uint64_t mostWeights = 10'000'000;

/// What must be the same for tables to fit.
std::string headOf(Domain domain)
{
    return "groundscope-pairs/1 generator " + std::to_string(generatorVersion) + " domain "
        + std::to_string(int(domain)) + '\n';
}

template <class Value> void append(std::string& bytes, Value value)
{
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class Value> bool take(std::string_view& bytes, Value& value)
{
    if (bytes.size() < sizeof value)
        return false;
    std::memcpy(&value, bytes.data(), sizeof value);
    bytes.remove_prefix(sizeof value);
    return true;
}

void append(std::string& bytes, const Balance& balance)
{
    const std::map<std::uint64_t, float> inOrder(balance.weights().begin(),
                                                 balance.weights().end());
    append(bytes, std::uint64_t(inOrder.size()));
    for (const auto& [key, weight] : inOrder) {
        append(bytes, key);
        append(bytes, weight);
    }
}

std::optional<Balance> takeBalance(std::string_view& bytes)
{
    std::uint64_t count = 0;
    if (!take(bytes, count) || count > mostWeights)
        return {};
    Balance::Weights weights;
    for (std::uint64_t i = 0; i < count; ++i) {
        std::uint64_t key = 0;
        float weight = 0;
        if (!take(bytes, key) || !take(bytes, weight))
            return {};
        weights.emplace(key, weight);
    }
    return Balance(std::move(weights));
}

} // namespace

PairMaker::PairMaker(Domain domain, std::unique_ptr<const Tables> tables)
    : m_domain(domain), m_tables(std::move(tables))
{
}

std::optional<PairMaker> PairMaker::fromBytes(Domain domain, std::string_view bytes)
{
    const std::string head = headOf(domain);
    if (bytes.size() < head.size() + hashDigits || !bytes.starts_with(head))
        return {};
    const std::string_view hash = bytes.substr(bytes.size() - hashDigits);
    bytes.remove_suffix(hashDigits);
    if (explain::sha256(bytes) != hash)
        return {};
    bytes.remove_prefix(head.size());
    auto one = takeBalance(bytes);
    auto several = takeBalance(bytes);
    if (!one || !several || !bytes.empty())
        return {};
    return PairMaker(domain,
                     std::make_unique<const Tables>(Tables{*std::move(one), *std::move(several)}));
}

std::string PairMaker::toBytes() const
{
    std::string bytes = headOf(m_domain);
    append(bytes, m_tables->one);
    append(bytes, m_tables->several);
    return bytes + explain::sha256(bytes);
}

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
