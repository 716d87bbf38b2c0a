// SPDX-License-Identifier: Apache-2.0
#include "phantom/truth_case.h"

#include "phantom/lexicon.h"
#include "phantom/random_stream.h"

#include <algorithm>

namespace phantom {
namespace {

using explain::TruthCase;
using Attributes = std::vector<std::pair<std::string, std::string>>;

constexpr int mostPairs = 6;

template <std::size_t count>
void append(Attributes& attributes, std::string key, int value,
            const std::array<const char*, count>& words)
{
    if (value != unsaid)
        attributes.emplace_back(std::move(key), words[std::size_t(value)]);
}

Attributes attributesOf(Domain domain, const Fields& fields)
{
    Attributes attributes;
    if (domain == Domain::Shapes) {
        append(attributes, "colour", fields[Colour], colours);
        append(attributes, "size", fields[Size], sizes);
        append(attributes, "texture", fields[Texture], textures);
        return attributes;
    }
    append(attributes, "laterality", fields[Side], sides);
    append(attributes, "zone", fields[Zone], zones);
    if (fields[Severity] != unsaid) { // the word depends on the finding
        Words words;
        appendPhrase(domain, {unsaid, fields[Finding], unsaid, fields[Severity]}, /*several=*/false,
                     words);
        attributes.emplace_back("severity", words.front());
    }
    return attributes;
}

/// The smallest box around the pixels of a mask that holds some.
std::array<std::int64_t, 4> boxOf(const std::vector<std::uint8_t>& mask, int size)
{
    std::array<std::int64_t, 4> box{size, size, 0, 0};
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x)
            if (mask[std::size_t(y) * std::size_t(size) + std::size_t(x)])
                box = {std::min<std::int64_t>(box[0], x), std::min<std::int64_t>(box[1], y),
                       std::max<std::int64_t>(box[2], x + 1),
                       std::max<std::int64_t>(box[3], y + 1)};
    return box;
}

explain::TruthObject objectOf(const Scene& scene, const Drawing& drawing, std::size_t which)
{
    const Fields& fields = scene.objects[which].fields;
    const bool isShape = scene.domain == Domain::Shapes;
    return {.id = std::int64_t(which),
            .name = isShape ? shapes[std::size_t(fields[Shape])]
                            : findings[std::size_t(fields[Finding])],
            .attributes = attributesOf(scene.domain, fields),
            .box = boxOf(drawing.masks[which], drawing.size),
            .mask = explain::toRunLengths(drawing.masks[which], drawing.size, drawing.size),
            .parts = {}};
}

explain::Assertion assertionOf(ClaimSpan::Assertion assertion)
{
    switch (assertion) {
    case ClaimSpan::Assertion::Absent: return explain::Assertion::Absent;
    case ClaimSpan::Assertion::Uncertain: return explain::Assertion::Uncertain;
    default: return explain::Assertion::Present;
    }
}

explain::TruthCaption captionOf(const WordedStatement& statement)
{
    explain::TruthCaption caption{.text = statement.text, .claims = {}, .words = {}};
    for (const ClaimSpan& claim : statement.claims)
        caption.claims.push_back({.begin = claim.span.begin,
                                  .end = claim.span.end,
                                  .type = std::string(name(claim.type)),
                                  .assertion = assertionOf(claim.assertion),
                                  .truth = claim.truth,
                                  .objects = {claim.objects.begin(), claim.objects.end()}});
    for (const Span& word : statement.words)
        caption.words.push_back({.begin = word.begin, .end = word.end, .truth = true});
    return caption;
}

/// Adds a caption and its foil where they are not there yet.
void append(TruthCase& truth, const Scene& scene, const Pair& pair)
{
    const WordedStatement right = worded(scene.domain, pair.truth, pair.wording, scene);
    const WordedStatement wrong = worded(scene.domain, pair.foil, pair.wording, scene);
    auto caption = std::ranges::find(truth.captions, right.text, &explain::TruthCaption::text);
    if (caption == truth.captions.end())
        caption = truth.captions.insert(caption, captionOf(right));
    const auto [inCaption, inFoil] = difference(right, wrong);
    explain::TruthFoil foil{.caption = caption - truth.captions.begin(),
                            .text = wrong.text,
                            .type = std::string(name(pair.type)),
                            .begin = inFoil.begin,
                            .end = inFoil.end,
                            .original =
                                right.text.substr(std::size_t(inCaption.begin),
                                                  std::size_t(inCaption.end - inCaption.begin))};
    if (std::ranges::find(truth.foils, foil) == truth.foils.end())
        truth.foils.push_back(std::move(foil));
}

std::vector<explain::TruthRelation> relationsOf(const Scene& scene)
{
    std::vector<explain::TruthRelation> relations;
    const auto& objects = scene.objects;
    for (std::size_t i = 0; i < objects.size(); ++i)
        for (std::size_t k = 0; k < objects.size(); ++k)
            for (const Direction direction : {Leftwards, Rightwards, Upwards, Downwards}) {
                if (i == k || !lies(objects[i], direction, objects[k]))
                    continue;
                std::string relation;
                for (const std::string_view word : relationWords(direction))
                    relation += (relation.empty() ? "" : " ") + std::string(word);
                relations.push_back({std::int64_t(i), std::move(relation), std::int64_t(k)});
            }
    return relations;
}

std::string sixDigits(std::uint64_t number)
{
    const std::string digits = std::to_string(number);
    return std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0') + digits;
}

} // namespace

std::string_view name(Domain domain)
{
    return domain == Domain::Shapes ? "shapes" : "chest";
}

std::vector<Pair> pairsOf(const Scene& scene, const PairMaker& maker)
{
    RandomStream random(scene.seed, scene.index, RandomStream::Purpose::Text);
    return maker.pairs(scene, mostPairs, {}, random, /*severalClaims=*/true);
}

TruthCase truthCase(const Scene& scene, const Drawing& drawing, std::span<const Pair> pairs,
                    std::string image)
{
    const std::string domain(name(scene.domain));
    TruthCase truth{.id = domain + '-' + std::to_string(scene.seed) + '-' + sixDigits(scene.index),
                    .image = std::move(image),
                    .domain = domain,
                    .seed = scene.seed,
                    .width = drawing.size,
                    .height = drawing.size};
    for (std::size_t i = 0; i < scene.objects.size(); ++i)
        truth.objects.push_back(objectOf(scene, drawing, i));
    for (const Pair& pair : pairs)
        append(truth, scene, pair);
    if (scene.domain == Domain::Shapes)
        truth.relations = relationsOf(scene);
    return truth;
}

} // namespace phantom
