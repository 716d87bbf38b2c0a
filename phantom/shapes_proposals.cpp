// SPDX-License-Identifier: Apache-2.0
#include "phantom/proposals.h"
#include "phantom/random_stream.h"

#include <algorithm>

namespace phantom {

namespace {

constexpr int fieldCount = 4, medium = 2;

using Mask = std::array<bool, fieldCount>;

constexpr std::array<Mask, 6> countMasks{{{true, false, false, false},
                                          {false, true, false, false},
                                          {true, true, false, false},
                                          {false, false, false, false},
                                          {false, false, true, false},
                                          {false, false, false, true}}};
constexpr std::array<float, 6> countMaskWeights{0.33F, 0.33F, 0.10F, 0.12F, 0.06F, 0.06F};

/// What a person might say of an object: often one word, else mostly colour and shape.
Mask drawMask(float singleShare, RandomStream& random)
{
    Mask mask{};
    if (random.chance(singleShare)) {
        constexpr std::array<float, fieldCount> weights{0.42F, 0.46F, 0.06F, 0.06F};
        mask[std::size_t(random.weighted(weights))] = true;
        return mask;
    }
    constexpr std::array<float, fieldCount> often{0.72F, 0.80F, 0.22F, 0.22F};
    for (std::size_t field = 0; field < mask.size(); ++field)
        mask[field] = random.chance(often[field]);
    if (!mask[Colour] && !mask[Shape])
        mask[Shape] = true;
    return mask;
}

/// The fields of an object that the mask lets through; medium is never said.
Fields said(const Object& object, const Mask& mask)
{
    Fields out = nothingSaid;
    for (std::size_t field = 0; field < out.size(); ++field)
        if (mask[field] && !(field == Size && object.fields[field] == medium))
            out[field] = object.fields[field];
    return out;
}

std::int8_t anyValue(int field, RandomStream& random)
{
    return std::int8_t(random.below(valueCount(Domain::Shapes, field)));
}

/// A phrase close to \p fields (one value redrawn) or, less often, far from it.
Fields redrawn(Fields fields, RandomStream& random)
{
    const bool isFar = random.chance(0.3F);
    const int start = random.below(fieldCount);
    for (int i = 0; i < fieldCount; ++i) {
        const auto field = std::size_t((start + i) % fieldCount);
        if (fields[field] == unsaid)
            continue;
        fields[field] = anyValue(int(field), random);
        if (!isFar)
            break;
    }
    return fields;
}

class Proposer {
public:
    Proposer(const Scene& scene, FoilType type, RandomStream& random)
        : m_scene(scene), m_type(type), m_random(random)
    {
    }

    std::optional<Proposal> propose(bool several)
    {
        const auto caption = drawClaim();
        if (!caption || !isTrue(*caption, m_scene))
            return {};
        Claim foil = *caption;
        if (!spoil(foil) || isTrue(foil, m_scene))
            return {};
        Proposal out{*caption, foil};
        if (several && (m_type == FoilType::Presence || m_random.chance(0.55F)))
            for (int attempt = 0; attempt < 3 && out.truth.size() < 2; ++attempt)
                if (const auto other = drawOther(*caption, foil))
                    join(out, *other);
        if (m_type == FoilType::Presence && out.truth.size() < 2)
            return {};
        return out;
    }

private:
    const Object& object(int i) const { return m_scene.objects[std::size_t(i)]; }
    int objectCount() const { return int(m_scene.objects.size()); }

    Kind drawKind()
    {
        switch (m_type) {
        case FoilType::Count: return Kind::Count;
        case FoilType::Relation: return Kind::Relation;
        case FoilType::Position: return Kind::Position;
        case FoilType::Negation: return m_random.chance(0.5F) ? Kind::Exists : Kind::None;
        case FoilType::Presence: return m_random.chance(0.85F) ? Kind::Exists : Kind::None;
        default: break;
        }
        constexpr std::array<float, 5> weights{0.66F, 0.06F, 0.04F, 0.12F, 0.12F};
        const Kind kind = Kind(m_random.weighted(weights)); // in the order of Kind
        return kind == Kind::Relation && objectCount() < 2 ? Kind::Exists : kind;
    }

    /// A claim that may be true, with the field said that the foil is going to change.
    std::optional<Claim> drawClaim()
    {
        const int first = m_random.below(objectCount());
        Claim claim{.kind = drawKind()};
        const auto field = changedField(m_type);
        m_inOther = claim.kind == Kind::Relation && m_random.chance(0.5F);
        claim.a = said(object(first), maskFor(claim.kind, m_inOther ? std::nullopt : field));
        if (claim.kind == Kind::Relation) {
            if (objectCount() < 2)
                return {};
            const int second = (first + 1 + m_random.below(objectCount() - 1)) % objectCount();
            claim.b = said(object(second), maskFor(claim.kind, m_inOther ? field : std::nullopt));
        }
        return completed(claim) ? std::optional(claim) : std::nullopt;
    }

    Mask maskFor(Kind kind, std::optional<int> field)
    {
        Mask mask = kind == Kind::Count
            ? countMasks[std::size_t(m_random.weighted(countMaskWeights))]
            : drawMask(m_type == FoilType::Presence ? 0 : 0.45F, m_random);
        if (field)
            mask[std::size_t(*field)] = true;
        return mask;
    }

    /// Fills in number or direction, redraws what is to be absent; false: nothing true to say.
    bool completed(Claim& claim)
    {
        const bool saysNothing =
            claim.a == nothingSaid || (claim.kind == Kind::Relation && claim.b == nothingSaid);
        if (saysNothing && claim.kind != Kind::Count)
            return false;
        if (claim.kind == Kind::None)
            claim.a = redrawn(claim.a, m_random);
        if (claim.kind == Kind::Count)
            claim.argument = std::int8_t(
                std::count_if(m_scene.objects.begin(), m_scene.objects.end(),
                              [&](const Object& object) { return matches(claim.a, object); }));
        if (claim.kind != Kind::Relation && claim.kind != Kind::Position)
            return claim.kind != Kind::Count
                || (claim.argument >= 1 && claim.argument <= largestCount);
        const int start = m_random.below(4);
        for (int i = 0; i < 4; ++i) {
            claim.argument = std::int8_t((start + i) % 4);
            if (isTrue(claim, m_scene))
                return true;
        }
        return false;
    }

    /// Makes the claim say something else; false: it cannot.
    bool spoil(Claim& claim)
    {
        if (const auto field = changedField(m_type))
            return replace(m_inOther ? claim.b : claim.a, *field);
        switch (m_type) {
        case FoilType::Negation:
            claim.kind = claim.kind == Kind::Exists ? Kind::None : Kind::Exists;
            return true;
        case FoilType::Count: {
            constexpr std::array<float, largestCount> weights{0.28F, 0.28F, 0.22F,
                                                              0.13F, 0.06F, 0.03F};
            const auto number = std::int8_t(1 + m_random.weighted(weights));
            const bool isOther = number != claim.argument;
            claim.argument = number;
            return isOther;
        }
        case FoilType::Relation:
        case FoilType::Position: {
            const int other = m_random.below(2);
            const bool isOpposite = m_random.chance(0.6F);
            const int acrossAxis = claim.argument < Upwards ? Upwards : Leftwards;
            claim.argument = std::int8_t(isOpposite ? claim.argument ^ 1 : acrossAxis + other);
            return true;
        }
        default: return replacePhrase(claim.a);
        }
    }

    /// Another value, not seldom one that another object has.
    bool replace(Fields& fields, int field)
    {
        std::int8_t& value = fields[std::size_t(field)];
        if (value == unsaid)
            return false;
        if (m_random.chance(0.35F)) {
            const Object& other = object(m_random.below(objectCount()));
            const std::int8_t borrowed = other.fields[std::size_t(field)];
            if (borrowed != value && borrowed < valueCount(Domain::Shapes, field)) {
                value = borrowed;
                return true;
            }
        }
        value = otherValue(Domain::Shapes, field, value, m_random);
        return true;
    }

    /// Another phrase of the same form, different in at least two fields.
    bool replacePhrase(Fields& fields)
    {
        const Fields before = fields;
        for (int field = 0; field < fieldCount; ++field)
            if (fields[std::size_t(field)] != unsaid && m_random.chance(0.85F))
                replace(fields, field);
        int different = 0;
        for (std::size_t field = 0; field < fields.size(); ++field)
            different += fields[field] != before[field];
        return different >= 2;
    }

    /// A second claim, true, about something else.
    std::optional<Claim> drawOther(const Claim& caption, const Claim& foil)
    {
        constexpr std::array<float, 5> weights{0.50F, 0.12F, 0.16F, 0.10F, 0.12F};
        Claim claim{.kind = Kind(m_random.weighted(weights))};
        const bool isShort = claim.kind == Kind::Relation;
        const int first = m_random.below(objectCount());
        claim.a = said(object(first),
                       claim.kind == Kind::Count
                           ? countMasks[std::size_t(m_random.weighted(countMaskWeights))]
                           : drawMask(isShort ? 0.8F : 0.4F, m_random));
        if (claim.kind == Kind::Relation)
            claim.b = said(object(m_random.below(objectCount())), drawMask(0.8F, m_random));
        if (!completed(claim) || !isTrue(claim, m_scene) || speaksOfTheSame(claim, caption)
            || claim.a == foil.a)
            return {};
        return claim;
    }

    bool speaksOfTheSame(const Claim& claim, const Claim& other) const
    {
        const auto isMeant = [](const Claim& by, const Object& object) {
            return matches(by.a, object) || (by.kind == Kind::Relation && matches(by.b, object));
        };
        return std::any_of(
            m_scene.objects.begin(), m_scene.objects.end(),
            [&](const Object& object) { return isMeant(claim, object) && isMeant(other, object); });
    }

    void join(Proposal& proposal, const Claim& other)
    {
        if (m_random.chance(0.5F)) {
            proposal.truth.append(other);
            proposal.foil.append(other);
            return;
        }
        for (Statement* statement : {&proposal.truth, &proposal.foil}) {
            const Claim changed = (*statement)[0];
            *statement = other;
            statement->append(changed);
        }
        proposal.changed = 1;
    }

    const Scene& m_scene;
    FoilType m_type;
    RandomStream& m_random;
    bool m_inOther = false; ///< the foil changes the relation's other side
};

} // namespace

std::optional<Proposal> proposeShapes(const Scene& scene, FoilType type, bool several,
                                      RandomStream& random)
{
    if (scene.objects.empty())
        return {};
    return Proposer(scene, type, random).propose(several);
}

} // namespace phantom
