// SPDX-License-Identifier: Apache-2.0
#include "phantom/exchanges.h"

#include <bit>

namespace phantom {

namespace {

/// Mixes numbers into one key (the finaliser of splitmix64).
class Key {
public:
    void add(int value)
    {
        m_state += 0x9E3779B97F4A7C15U + std::uint64_t(value + 64);
        m_state = (m_state ^ (m_state >> 30)) * 0xBF58476D1CE4E5B9U;
        m_state = (m_state ^ (m_state >> 27)) * 0x94D049BB133111EBU;
        m_state ^= m_state >> 31;
    }
    std::uint64_t value() const { return m_state; }

private:
    std::uint64_t m_state = 0;
};

bool isExchangeable(Domain domain, std::size_t field)
{
    return domain == Domain::Shapes ? field != Size : field == Side;
}

/// Writes claims into a key; exchangeable values by the order in which they first appear.
class Reader {
public:
    Reader(Domain domain, Look look, FoilType type) : m_domain(domain)
    {
        for (auto& names : m_names)
            names.fill(unsaid);
        m_key.add(int(look));
        m_key.add(int(type));
    }

    void add(int number) { m_key.add(number); }

    void add(const Claim& claim)
    {
        m_key.add(int(claim.kind));
        add(claim.a);
        if (claim.kind == Kind::Relation)
            add(claim.b);
        m_key.add(claim.argument);
    }

    void add(const Fields& fields)
    {
        for (std::size_t field = 0; field < fields.size(); ++field)
            m_key.add(isExchangeable(m_domain, field) ? renamed(field, fields[field])
                                                      : fields[field]);
    }

    std::uint64_t key() const { return m_key.value(); }

private:
    int renamed(std::size_t field, int value)
    {
        if (value == unsaid)
            return unsaid;
        auto& name = m_names[field][std::size_t(value)];
        if (name == unsaid)
            name = m_next[field]++;
        return name;
    }

    Domain m_domain;
    Key m_key;
    std::array<std::array<int, 16>, 4> m_names;
    std::array<int, 4> m_next{};
};

int maskOf(const Fields& fields)
{
    int mask = 0;
    for (std::size_t field = 0; field < fields.size(); ++field)
        mask |= int(fields[field] != unsaid) << field;
    return mask;
}

/// The form of a claim without the values of its fields.
void addForm(Reader& reader, const Claim& claim)
{
    reader.add(int(claim.kind));
    reader.add(claim.kind == Kind::Exists || claim.kind == Kind::None ? 0 : claim.argument);
}

/// Which fields are said; of a relation, which has two phrases, only how many.
void addMasks(Reader& reader, const Claim& claim)
{
    const auto mask = unsigned(maskOf(claim.a));
    const bool isRelation = claim.kind == Kind::Relation;
    reader.add(isRelation ? std::popcount(mask) : int(mask));
    reader.add(isRelation ? std::popcount(unsigned(maskOf(claim.b))) : 0);
}

/// Whether two claims say the same value of a field.
bool sharesValue(const Claim& claim, const Claim& other, std::size_t field)
{
    const auto isShared = [&](std::int8_t value) {
        return value != unsaid
            && (value == other.a[field]
                || (other.kind == Kind::Relation && value == other.b[field]));
    };
    return isShared(claim.a[field]) || (claim.kind == Kind::Relation && isShared(claim.b[field]));
}

bool says(const Claim& claim, std::size_t field)
{
    return claim.a[field] != unsaid || (claim.kind == Kind::Relation && claim.b[field] != unsaid);
}

/// Which fields of \p other say what one or the other says.
void addEqualities(Reader& reader, const Claim& from, const Claim& to, const Claim& other)
{
    for (std::size_t field = 0; field < from.a.size(); ++field)
        reader.add(8 * says(other, field) + 4 * says(from, field)
                   + 2 * sharesValue(other, from, field) + sharesValue(other, to, field));
}

/// Findings that compete for the same room.
int roomOf(int finding)
{
    constexpr std::array<int, findingCount> rooms{0, 0, 1, 2, 0, 3, 0, 4, 4, 4};
    return rooms[std::size_t(finding)];
}

/// The claim with the zone that its finding takes up, said or not: fluid lies low, air lies high.
Claim withZone(Claim claim)
{
    constexpr std::int8_t upper = 0, lower = 2;
    if (roomOf(claim.a[Finding]) == 1)
        claim.a[Zone] = lower;
    if (roomOf(claim.a[Finding]) == 2)
        claim.a[Zone] = upper;
    return claim;
}

/// Whether each of two phrases lies, as far as it says, where \p other lies.
void addPlaces(Reader& reader, const Claim& from, const Claim& to, const Claim& other)
{
    for (const Claim* claim : {&from, &to})
        for (const std::size_t field : {std::size_t(Side), std::size_t(Zone)}) {
            const bool isOpen = claim->a[field] == unsaid || other.a[field] == unsaid;
            reader.add(isOpen ? 2 : claim->a[field] == other.a[field]);
        }
}

/// The keys of one direction of an exchange.
class Direct {
public:
    Direct(Domain domain, FoilType type, const Claim& from, const Claim& to)
        : m_domain(domain), m_type(type), m_from(from), m_to(to)
    {
    }

    std::uint64_t change() const
    {
        Reader reader(m_domain, Look::Change, m_type);
        for (const Claim* claim : {&m_from, &m_to}) {
            if (m_domain == Domain::Shapes || m_type != FoilType::Presence) {
                reader.add(*claim);
                continue;
            }
            // There are thousands of pairs of phrases: the finding and the form of each.
            addForm(reader, *claim);
            reader.add(claim->a[Finding]);
            addMasks(reader, *claim);
        }
        return reader.key();
    }

    std::uint64_t number(int claims, int present) const
    {
        Reader reader(m_domain, Look::Number, m_type);
        reader.add(claims);
        // Where much is seen, more is seen.
        reader.add(m_type == FoilType::Negation ? present : 0);
        for (const Claim* claim : {&m_from, &m_to}) {
            addForm(reader, *claim);
            const bool isOfManyForms = m_domain == Domain::Chest && m_type == FoilType::Presence;
            if (isOfManyForms) {
                reader.add(std::popcount(unsigned(maskOf(claim->a))));
                continue;
            }
            addMasks(reader, *claim);
            if (m_domain == Domain::Chest) {
                reader.add(roomOf(claim->a[Finding]));
                reader.add(claim->a[Zone]);
                reader.add(claim->a[Severity]);
            }
        }
        return reader.key();
    }

    /// What is named beside what: shapes by form, findings by name.
    std::uint64_t besideName(const Claim& other) const
    {
        Reader reader(m_domain, Look::BesideName, m_type);
        const bool isRelation = m_from.kind == Kind::Relation;
        const bool isOfMany = m_type == FoilType::Object || m_type == FoilType::Presence;
        for (const Claim* claim : {&m_from, &m_to, &other}) {
            addForm(reader, *claim);
            if (m_domain == Domain::Chest)
                reader.add(isOfMany && claim != &other ? roomOf(claim->a[Finding])
                                                       : claim->a[Finding]);
            else if (!isRelation || claim == &other)
                addMasks(reader, *claim);
        }
        return reader.key();
    }

    /// What is equal to what.
    std::uint64_t besideEqual(const Claim& other) const
    {
        Reader reader(m_domain, Look::BesideEqual, m_type);
        const bool isOfManyForms = m_domain == Domain::Chest && m_type == FoilType::Presence;
        for (const Claim* claim : {&m_from, &m_to, &other}) {
            addForm(reader, *claim);
            if (m_domain == Domain::Chest && !isOfManyForms)
                reader.add(roomOf(claim->a[Finding]));
        }
        if (isOfManyForms)
            addPlaces(reader, withZone(m_from), withZone(m_to), withZone(other));
        else if (m_domain == Domain::Shapes)
            addEqualities(reader, m_from, m_to, other);
        else
            addEqualities(reader, withZone(m_from), withZone(m_to), withZone(other));
        return reader.key();
    }

private:
    Domain m_domain;
    FoilType m_type;
    const Claim &m_from, &m_to;
};

} // namespace

Exchanges exchanges(Domain domain, FoilType type, const Proposal& proposal)
{
    const Claim &caption = proposal.truth[proposal.changed],
                &foil = proposal.foil[proposal.changed];
    const Direct forward(domain, type, caption, foil), backward(domain, type, foil, caption);
    const int claims = proposal.truth.size();
    int present = 0;
    for (int i = 0; i < claims; ++i)
        present += i != proposal.changed && proposal.truth[i].kind != Kind::None;
    Exchanges out;
    out.add({Look::Change, forward.change(), backward.change()});
    out.add({Look::Number, forward.number(claims, present), backward.number(claims, present)});
    for (int i = 0; i < claims; ++i) {
        if (i == proposal.changed)
            continue;
        const Claim& other = proposal.truth[i];
        out.add({Look::BesideName, forward.besideName(other), backward.besideName(other)});
        out.add({Look::BesideEqual, forward.besideEqual(other), backward.besideEqual(other)});
    }
    return out;
}

} // namespace phantom
