// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phantom/scene.h"

#include <array>
#include <cstdint>
#include <span>

namespace phantom {

/// What a claim says.
enum class Kind : std::int8_t {
    Exists,   ///< at least one object matches a
    None,     ///< no object matches a
    Count,    ///< exactly `argument` objects match a
    Relation, ///< the one object that matches a lies in direction `argument` of the one matching b
    Position  ///< the one object that matches a lies on side `argument` of the picture
};

/// The argument of a relation (left of, right of, above, below) and of a position (on the left, on
/// the right, at the top, at the bottom).
enum Direction : std::int8_t { Leftwards, Rightwards, Upwards, Downwards };

constexpr Fields nothingSaid{unsaid, unsaid, unsaid, unsaid};

/// Something that can be said of a picture, as plain numbers: what a caption says, what a foil says
/// and what a phrase names are all claims, and isTrue() judges them all.
struct Claim {
    Kind kind = Kind::Exists;
    Fields a = nothingSaid;   ///< whom it speaks of
    Fields b = nothingSaid;   ///< a relation's other side
    std::int8_t argument = 0; ///< a number or a Direction
    bool uncertain = false;   ///< said with "possible" or "probable": judged as if without

    bool operator==(const Claim&) const = default;
};

constexpr int largestCount = 6;

/// Up to four claims, said one after another; true where all are.
class Statement {
public:
    static constexpr int mostClaims = 4;

    Statement() = default;
    Statement(const Claim& claim) { append(claim); }

    int size() const { return m_size; }
    const Claim& operator[](int i) const { return m_claims[std::size_t(i)]; }
    Claim& operator[](int i) { return m_claims[std::size_t(i)]; }
    const Claim* begin() const { return m_claims.data(); }
    const Claim* end() const { return m_claims.data() + m_size; }
    /// Adds a claim to fewer than mostClaims.
    void append(const Claim& claim) { m_claims[std::size_t(m_size++)] = claim; }

    bool operator==(const Statement&) const = default;

private:
    std::array<Claim, mostClaims> m_claims;
    int m_size = 0;
};

/// Whether \p object has every field that is said. Anatomy is matched by its own name alone.
bool matches(const Fields& said, const Object& object);

/// Whether the claim holds. Positions and relations hold only of unique objects: left or top is
/// below 40 % of the canvas, right or bottom above 60 %; a relation needs more than 12 canvas
/// pixels between the centres, and more than 0.6 of the other axis.
bool isTrue(const Claim& claim, const Scene& scene);

/// Whether all of its claims hold.
bool isTrue(const Statement& statement, const Scene& scene);

/// Whether \p object lies in \p direction of \p other, as a relation asks it.
bool lies(const Object& object, Direction direction, const Object& other);

/// Whether a phrase with these fields makes sense: a finding has the fields it can have (side,
/// zone, severity), and atelectasis lies in the middle or lower zone. Shapes have every field.
bool canBeSaid(Domain domain, const Fields& said);

/// Number of values that can be said of a field: medium never is, and anatomy is no finding.
int valueCount(Domain domain, int field);

} // namespace phantom
