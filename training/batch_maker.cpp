// SPDX-License-Identifier: Apache-2.0
#include "training/batch_maker.h"

#include "phantom/phrases.h"
#include "phantom/random_stream.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <map>

namespace training {
namespace {

using phantom::Domain;
using phantom::FoilType;
using phantom::RandomStream;
using phantom::Scene;

constexpr int side = phantom::canvasSize;
constexpr int compounds = 24; ///< phrases of several words, a domain
constexpr int textGroups = 6;

/// How often each type of foil is asked for.
float share(Domain domain, FoilType type)
{
    switch (type) {
    case FoilType::Colour: return .06F;
    case FoilType::Object: return domain == Domain::Shapes ? .22F : .26F;
    case FoilType::Texture: return .11F;
    case FoilType::Size: return .10F;
    case FoilType::Count: return .12F;
    case FoilType::Relation: return .20F;
    case FoilType::Position: return .11F;
    case FoilType::Negation: return domain == Domain::Shapes ? .10F : .18F;
    case FoilType::Presence: return .06F;
    case FoilType::Laterality: return .22F;
    case FoilType::Zone: return .17F;
    case FoilType::Severity: return .15F;
    }
    return 0;
}

std::vector<float> mix(Domain domain)
{
    std::vector<float> shares;
    for (const FoilType type : phantom::foilTypes(domain))
        shares.push_back(share(domain, type));
    return shares;
}

/// A stream for something of a domain and a number.
RandomStream stream(const BatchPlan& plan, Domain domain, int64_t index,
                    RandomStream::Purpose purpose)
{
    return {plan.seed, 2 * std::uint64_t(index) + (domain == Domain::Chest), purpose};
}

/// The texts of a batch, each once, and what they say.
struct Texts {
    std::vector<std::vector<int>> tokens;
    std::vector<phantom::Statement> said;
    std::map<std::vector<int>, int64_t> known;

    int64_t add(std::vector<int> ids, const phantom::Statement& statement)
    {
        const auto [entry, isNew] = known.try_emplace(std::move(ids), int64_t(said.size()));
        if (isNew) {
            tokens.push_back(entry->first);
            said.push_back(statement);
        }
        return entry->second;
    }
};

/// A domain's part of a batch while it is made.
struct Part {
    DomainBatch made;
    Texts texts;
    std::vector<Scene> scenes;
    std::vector<phantom::Drawing> drawings;
};

void drawScenes(Part& part, const BatchPlan& plan, int count)
{
    for (int i = 0; i < count; ++i) {
        const auto index = std::uint64_t(plan.step * count + i);
        part.scenes.push_back(phantom::makeScene(part.made.domain, plan.seed, index, plan.limits));
        part.drawings.push_back(phantom::draw(part.scenes.back(), side));
    }
}

void addPairs(Part& part, const BatchPlan& plan, const phantom::PairMaker& maker)
{
    const Domain domain = part.made.domain;
    const std::vector<float> shares = mix(domain);
    std::vector<int64_t> images, truths, foils, types;
    for (std::size_t i = 0; i < part.scenes.size(); ++i) {
        RandomStream random =
            stream(plan, domain, int64_t(part.scenes[i].index), RandomStream::Purpose::Text);
        for (const phantom::Pair& pair :
             maker.pairs(part.scenes[i], plan.pairs, shares, random, plan.severalClaims)) {
            images.push_back(int64_t(i));
            truths.push_back(
                part.texts.add(phantom::tokens(domain, pair.truth, pair.wording), pair.truth));
            foils.push_back(
                part.texts.add(phantom::tokens(domain, pair.foil, pair.wording), pair.foil));
            types.push_back(int64_t(pair.type));
        }
    }
    part.made.pairImage = at::tensor(images, at::kLong);
    part.made.pairTrue = at::tensor(truths, at::kLong);
    part.made.pairFoil = at::tensor(foils, at::kLong);
    part.made.pairType = at::tensor(types, at::kLong);
}

/// Adds the share of each patch that \p mask covers to \p out [P].
void addCoverage(const std::vector<std::uint8_t>& mask, int64_t patch, float* out)
{
    const int64_t grid = side / patch;
    const float pixel = 1 / float(patch * patch);
    const std::uint8_t* seen = mask.data();
    for (int64_t y = 0; y < side; ++y)
        for (int64_t x = 0; x < side; ++x)
            out[y / patch * grid + x / patch] += pixel * float(*seen++);
}

/// Fills \p out [P, phrases] with the share of each patch under what each phrase names.
void cover(const Scene& scene, const phantom::Drawing& drawing,
           const std::vector<phantom::Phrase>& phrases, int64_t patch, float* out)
{
    const std::size_t patches = std::size_t((side / patch) * (side / patch));
    std::fill_n(out, patches * phrases.size(), 0.F);
    std::vector<float> shares(patches);
    for (std::size_t object = 0; object < scene.objects.size(); ++object) {
        std::ranges::fill(shares, 0.F);
        addCoverage(drawing.masks[object], patch, shares.data());
        for (std::size_t phrase = 0; phrase < phrases.size(); ++phrase) {
            if (!phantom::matches(phrases[phrase].said, scene.objects[object]))
                continue;
            for (std::size_t p = 0; p < patches; ++p) {
                float& covered = out[p * phrases.size() + phrase];
                covered = std::min(1.F, covered + shares[p]);
            }
        }
    }
}

/// Phrases for the maps, and where each one's objects lie.
void addPhrases(Part& part, const BatchPlan& plan)
{
    RandomStream random = stream(plan, part.made.domain, plan.step, RandomStream::Purpose::Batch);
    const auto phrases = phantom::phrases(part.made.domain, part.scenes, compounds, random);
    const auto count = int64_t(phrases.size());
    const int64_t patches = (side / plan.patch) * (side / plan.patch);
    part.made.phrases = count;
    part.made.covered = at::empty({int64_t(part.scenes.size()), patches, count}, at::kFloat);
    for (std::size_t i = 0; i < part.scenes.size(); ++i)
        cover(part.scenes[i], part.drawings[i], phrases, plan.patch,
              part.made.covered.data_ptr<float>() + int64_t(i) * patches * count);
    for (const phantom::Phrase& phrase : phrases) {
        // Not through add(): a phrase keeps its place even where a text says the same.
        part.texts.tokens.push_back(phrase.tokens);
        part.texts.said.emplace_back(phantom::Claim{.a = phrase.said});
    }
}

void judge(Part& part)
{
    const auto texts = int64_t(part.texts.said.size()), scenes = int64_t(part.scenes.size());
    part.made.truth = at::empty({texts, scenes}, at::kFloat);
    auto cells = part.made.truth.accessor<float, 2>();
    for (int64_t text = 0; text < texts; ++text)
        for (int64_t scene = 0; scene < scenes; ++scene)
            cells[text][scene] =
                phantom::isTrue(part.texts.said[std::size_t(text)], part.scenes[std::size_t(scene)])
                ? 1
                : 0;
}

/// Per colour and again per shape: count, x, y, the other, texture, size.
void describeShapes(Part& part)
{
    const auto scenes = int64_t(part.scenes.size());
    part.made.contents = at::full({scenes, 2, 10, 6}, -1., at::kFloat);
    part.made.contents.select(-1, 0).zero_();
    part.made.objects = at::zeros({scenes}, at::kLong);
    auto cells = part.made.contents.accessor<float, 4>();
    for (int64_t i = 0; i < scenes; ++i) {
        const auto& objects = part.scenes[std::size_t(i)].objects;
        part.made.objects[i] = int64_t(objects.size());
        for (const phantom::Object& object : objects)
            for (int64_t section = 0; section < 2; ++section) {
                auto cell = cells[i][section][object.fields[std::size_t(section)]];
                cell[0] += 1;
                const bool single = cell[0] == 1;
                const int size = object.fields[phantom::Size];
                const std::array<float, 5> values{
                    object.x, object.y, float(object.fields[std::size_t(1 - section)]),
                    float(object.fields[phantom::Texture]), size < 2 ? float(size) : -1};
                for (int64_t k = 0; k < 5; ++k)
                    cell[k + 1] = single ? values[std::size_t(k)] : -1;
            }
    }
}

/// Per finding: count, side, zone, severity.
void describeChest(Part& part)
{
    const auto scenes = int64_t(part.scenes.size());
    part.made.contents = at::full({scenes, phantom::findingCount, 4}, -1., at::kFloat);
    part.made.contents.select(-1, 0).zero_();
    auto cells = part.made.contents.accessor<float, 3>();
    for (int64_t i = 0; i < scenes; ++i)
        for (const phantom::Object& object : part.scenes[std::size_t(i)].objects) {
            const int finding = object.fields[phantom::Finding];
            if (finding < 0 || finding >= phantom::findingCount)
                continue;
            auto cell = cells[i][finding];
            cell[0] += 1;
            const bool single = cell[0] == 1;
            const std::array fields{phantom::Side, phantom::Zone, phantom::Severity};
            for (int64_t k = 0; k < 3; ++k)
                cell[k + 1] = single ? float(object.fields[fields[std::size_t(k)]]) : -1;
        }
}

void copyPixels(const phantom::Drawing& drawing, std::uint8_t* out)
{
    if (drawing.channels == 3) {
        std::ranges::copy(drawing.pixels, out);
        return;
    }
    for (const std::uint8_t grey : drawing.pixels)
        for (int channel = 0; channel < 3; ++channel)
            *out++ = grey;
}

} // namespace

BatchMaker::BatchMaker() : m_shapes(Domain::Shapes), m_chest(Domain::Chest)
{
}

Batch BatchMaker::make(const BatchPlan& plan) const
{
    Batch batch{.step = plan.step};
    const int64_t scenes = plan.shapes + plan.chest;
    batch.pixels = at::empty({scenes, side, side, 3}, at::kByte);
    batch.gain = at::ones({scenes}, at::kFloat);
    if (plan.gain) {
        RandomStream random(plan.seed, std::uint64_t(plan.step), RandomStream::Purpose::Gain);
        for (int64_t i = 0; i < scenes; ++i)
            batch.gain.data_ptr<float>()[i] = random.uniform(.92F, 1.08F);
    }
    std::vector<std::vector<int>> texts;
    auto* pixels = batch.pixels.data_ptr<std::uint8_t>();
    for (const Domain domain : {Domain::Shapes, Domain::Chest}) {
        const bool isShapes = domain == Domain::Shapes;
        const int count = isShapes ? plan.shapes : plan.chest;
        if (count == 0)
            continue;
        Part part{.made = {.domain = domain, .images = count}};
        drawScenes(part, plan, count);
        addPairs(part, plan, isShapes ? m_shapes : m_chest);
        addPhrases(part, plan);
        judge(part);
        isShapes ? describeShapes(part) : describeChest(part);
        for (const phantom::Drawing& drawing : part.drawings) {
            copyPixels(drawing, pixels);
            pixels += side * side * 3;
        }
        const auto first = int64_t(texts.size());
        texts.insert(texts.end(), part.texts.tokens.begin(), part.texts.tokens.end());
        part.made.texts = at::arange(first, int64_t(texts.size()), at::kLong);
        batch.domains.push_back(part.made);
    }
    std::vector<int64_t> rows;
    batch.texts = pack(texts, textGroups, rows);
    const at::Tensor places = at::tensor(rows, at::kLong);
    for (DomainBatch& domain : batch.domains)
        domain.texts = places.index_select(0, domain.texts);
    return batch;
}

} // namespace training
