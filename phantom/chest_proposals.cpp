// SPDX-License-Identifier: Apache-2.0
#include "phantom/proposals.h"
#include "phantom/random_stream.h"

#include <algorithm>

namespace phantom {

namespace {

constexpr int fieldCount = 4;

/// What a report says beside the finding itself.
constexpr std::array<float, fieldCount> often{0.65F, 1.0F, 0.45F, 0.45F};

Fields aloneWith(int finding, std::size_t field, std::int8_t value)
{
    Fields fields = nothingSaid;
    fields[Finding] = std::int8_t(finding);
    fields[field] = value;
    return fields;
}

/// A reader may be unsure of what the lung shows, hardly of a device.
bool canBeDoubted(const Claim& claim)
{
    constexpr int firstDevice = 7; // line, tube, pacemaker
    return claim.kind == Kind::Exists && claim.a[Finding] < firstDevice;
}

class Proposer {
public:
    Proposer(const Scene& scene, FoilType type, RandomStream& random)
        : m_scene(scene), m_type(type), m_random(random)
    {
        for (const Object& object : scene.objects)
            if (object.fields[Finding] < findingCount && m_count < int(m_findings.size()))
                m_findings[std::size_t(m_count++)] = &object;
    }

    std::optional<Proposal> propose(bool several)
    {
        auto caption = drawClaim();
        if (!caption)
            return {};
        Claim foil = *caption;
        if (!spoil(foil))
            return {};
        const bool isAttribute = m_type != FoilType::Negation;
        if (isAttribute && m_random.chance(m_type == FoilType::Presence ? 0.15F : 0.08F)) {
            // Of what is absent: "no left effusion" where there is one is the foil of "no right
            // ...".
            std::swap(*caption, foil);
            caption->kind = foil.kind = Kind::None;
        }
        if (!isTrue(*caption, m_scene) || isTrue(foil, m_scene))
            return {};
        const bool isDoubtful = canBeDoubted(*caption) && canBeDoubted(foil);
        caption->uncertain = foil.uncertain = isDoubtful && m_random.chance(0.2F);
        Proposal out{*caption, foil};
        if (several && (m_type == FoilType::Presence || m_random.chance(0.65F)))
            addSentences(out);
        if (m_type == FoilType::Presence && out.truth.size() < 2)
            return {};
        return out;
    }

private:
    std::optional<Claim> drawClaim()
    {
        if (m_type == FoilType::Negation && m_random.chance(0.5F))
            return Claim{.kind = Kind::None, .a = invented()};
        const auto field = changedField(m_type);
        const Object* object = draw(field);
        if (!object)
            return {};
        return Claim{.kind = Kind::Exists, .a = said(*object, field)};
    }

    /// A finding that has this field.
    const Object* draw(std::optional<int> field)
    {
        std::array<const Object*, 16> usable{};
        int count = 0;
        for (int i = 0; i < m_count; ++i)
            if (!field || m_findings[std::size_t(i)]->fields[std::size_t(*field)] != unsaid)
                usable[std::size_t(count++)] = m_findings[std::size_t(i)];
        return count ? usable[std::size_t(m_random.below(count))] : nullptr;
    }

    Fields said(const Object& object, std::optional<int> field)
    {
        Fields out = object.fields;
        for (std::size_t i = 0; i < out.size(); ++i)
            if (!m_random.chance(often[i]) && field != int(i))
                out[i] = unsaid;
        return out;
    }

    /// A finding with fields that it can have, whether or not it is there.
    Fields invented()
    {
        const int finding = m_random.below(findingCount);
        Fields out = aloneWith(finding, Finding, std::int8_t(finding));
        for (std::size_t field = 0; field < out.size(); ++field) {
            if (field == Finding || !m_random.chance(often[field]))
                continue;
            const auto value = std::int8_t(m_random.below(valueCount(Domain::Chest, int(field))));
            if (canBeSaid(Domain::Chest, aloneWith(finding, field, value)))
                out[field] = value;
        }
        return out;
    }

    bool spoil(Claim& claim)
    {
        if (m_type == FoilType::Negation) {
            claim.kind = claim.kind == Kind::Exists ? Kind::None : Kind::Exists;
            return true;
        }
        if (m_type == FoilType::Presence) {
            const Fields before = claim.a;
            claim.a = invented();
            int different = 0;
            for (std::size_t field = 0; field < before.size(); ++field)
                different += claim.a[field] != before[field];
            return different >= 2 && claim.a[Finding] != before[Finding];
        }
        const int field = *changedField(m_type);
        std::int8_t& value = claim.a[std::size_t(field)];
        value = otherValue(Domain::Chest, field, value, m_random);
        return canBeSaid(Domain::Chest, claim.a);
    }

    /// One to three more sentences, each about a finding of its own, and the order of all.
    void addSentences(Proposal& proposal)
    {
        const int more = 1 + m_random.weighted(std::array{0.40F, 0.35F, 0.25F});
        std::array<bool, findingCount> used{};
        used[std::size_t(proposal.truth[0].a[Finding])] = true;
        used[std::size_t(proposal.foil[0].a[Finding])] = true;
        std::array<Claim, Statement::mostClaims> others;
        int count = 0;
        for (int attempt = 0; attempt < 8 && count < more; ++attempt) {
            const auto other = drawOther();
            if (!other || used[std::size_t(other->a[Finding])])
                continue;
            used[std::size_t(other->a[Finding])] = true;
            others[std::size_t(count++)] = *other;
        }
        const int place = m_random.below(count + 1);
        const Claim caption = proposal.truth[0], foil = proposal.foil[0];
        proposal = {{}, {}, place};
        for (int i = 0, next = 0; i <= count; ++i) {
            const bool isChanged = i == place;
            proposal.truth.append(isChanged ? caption : others[std::size_t(next)]);
            proposal.foil.append(isChanged ? foil : others[std::size_t(next)]);
            next += !isChanged;
        }
    }

    std::optional<Claim> drawOther()
    {
        Claim claim;
        if (m_count > 0 && m_random.chance(0.6F)) {
            claim.a = said(*m_findings[std::size_t(m_random.below(m_count))], {});
            claim.uncertain = canBeDoubted(claim) && m_random.chance(0.2F);
            return claim;
        }
        claim.kind = Kind::None;
        claim.a = invented();
        claim.a[Zone] = claim.a[Severity] = unsaid; // reports rarely deny a degree
        return isTrue(claim, m_scene) ? std::optional(claim) : std::nullopt;
    }

    const Scene& m_scene;
    FoilType m_type;
    RandomStream& m_random;
    std::array<const Object*, 16> m_findings{};
    int m_count = 0;
};

} // namespace

std::optional<Proposal> proposeChest(const Scene& scene, FoilType type, bool several,
                                     RandomStream& random)
{
    return Proposer(scene, type, random).propose(several);
}

std::optional<int> changedField(FoilType type)
{
    switch (type) {
    case FoilType::Colour: return Colour;
    case FoilType::Object: return Shape; // and Finding
    case FoilType::Texture: return Texture;
    case FoilType::Size: return Size;
    case FoilType::Laterality: return Side;
    case FoilType::Zone: return Zone;
    case FoilType::Severity: return Severity;
    default: return {};
    }
}

std::int8_t otherValue(Domain domain, int field, int value, RandomStream& random)
{
    const int count = valueCount(domain, field);
    return std::int8_t((value + 1 + random.below(count - 1)) % count);
}

} // namespace phantom
