// SPDX-License-Identifier: Apache-2.0
#include "phantom/phrases.h"

#include "phantom/claim.h"
#include "phantom/random_stream.h"
#include "phantom/wording.h"

namespace phantom {

namespace {

constexpr int heart = findingCount, lung = findingCount + 1;

/// Every single word.
std::vector<Fields> singleWords(Domain domain)
{
    std::vector<Fields> out;
    for (int field = 0; field < 4; ++field) {
        if (domain == Domain::Chest && field != Finding)
            continue; // a side or a zone alone names nothing to point at
        for (int value = 0; value < valueCount(domain, field); ++value) {
            out.push_back(nothingSaid);
            out.back()[std::size_t(field)] = std::int8_t(value);
        }
    }
    if (domain == Domain::Chest)
        out.insert(out.end(),
                   {{unsaid, heart, unsaid, unsaid},
                    {0, lung, unsaid, unsaid},
                    {1, lung, unsaid, unsaid}});
    return out;
}

const Object* randomObject(std::span<const Scene> scenes, RandomStream& random)
{
    const Scene& scene = scenes[std::size_t(random.below(int(scenes.size())))];
    if (scene.objects.empty())
        return nullptr;
    const Object& object = scene.objects[std::size_t(random.below(int(scene.objects.size())))];
    return object.fields[Finding] < findingCount ? &object : nullptr;
}

/// Some fields of a shape that is there, often with another colour or shape.
Fields shapeCompound(const Object& object, RandomStream& random)
{
    Fields said = object.fields;
    if (said[Size] >= valueCount(Domain::Shapes, Size))
        said[Size] = unsaid;
    constexpr std::array<float, 4> often{0.9F, 0.9F, 0.3F, 0.3F};
    for (std::size_t field = 0; field < said.size(); ++field)
        if (!random.chance(often[field]))
            said[field] = unsaid;
    if (said == nothingSaid)
        said[Shape] = object.fields[Shape];
    if (random.chance(0.4F)) {
        const auto field = std::size_t(random.below(2));
        if (said[field] != unsaid)
            said[field] = std::int8_t(random.below(valueCount(Domain::Shapes, int(field))));
    }
    return said;
}

/// A finding with side, zone and severity, of a scene or invented.
Fields chestCompound(const Object& object, RandomStream& random)
{
    Fields said = object.fields;
    if (random.chance(0.5F))
        for (int field = 0; field < 4; ++field)
            said[std::size_t(field)] = std::int8_t(random.below(valueCount(Domain::Chest, field)));
    constexpr std::array<float, 4> often{0.9F, 1.0F, 0.5F, 0.3F};
    for (std::size_t field = 0; field < said.size(); ++field) {
        Fields alone = nothingSaid;
        alone[Finding] = said[Finding];
        alone[field] = said[field];
        if (!random.chance(often[field]) || !canBeSaid(Domain::Chest, alone))
            said[field] = unsaid;
    }
    return said;
}

} // namespace

std::vector<Phrase> phrases(Domain domain, std::span<const Scene> scenes, int extra,
                            RandomStream& random)
{
    std::vector<Fields> all = singleWords(domain);
    for (int i = 0; i < extra && !scenes.empty(); ++i)
        if (const Object* object = randomObject(scenes, random))
            all.push_back(domain == Domain::Shapes ? shapeCompound(*object, random)
                                                   : chestCompound(*object, random));
    std::vector<Phrase> out;
    out.reserve(all.size());
    for (const Fields& said : all)
        out.push_back({said, phraseTokens(domain, said), phraseText(domain, said)});
    return out;
}

} // namespace phantom
