// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phantom/foils.h"
#include "phantom/proposals.h"

#include <array>
#include <cstdint>

namespace phantom {

/// The distances from which a proposal is looked at.
enum class Look : std::int8_t {
    Change,     ///< the changed claim
    Number,     ///< its form, and how many claims there are
    BesideName, ///< its form beside another claim's: what is named beside what
    BesideEqual ///< which fields of another claim are equal to its own
};
constexpr int lookCount = 4;

/// Something a reader of two texts could notice, and what they would notice if caption and foil
/// changed places. Equal keys: nothing is noticed.
struct Exchange {
    Look look = Look::Change;
    std::uint64_t forward = 0, backward = 0;
};

/// All that is noticed of a proposal. One key for all of it would be so fine that no number of
/// scenes could fill it.
///
/// Colours, shapes and textures of shapes, and the sides of a chest, are drawn alike: a scene in
/// which two of them change places is as likely. Of these only what is equal to what is noticed.
class Exchanges {
public:
    void add(const Exchange& exchange) { m_all[std::size_t(m_size++)] = exchange; }
    const Exchange* begin() const { return m_all.data(); }
    const Exchange* end() const { return m_all.data() + m_size; }

private:
    std::array<Exchange, 2 + 2 * (Statement::mostClaims - 1)> m_all;
    int m_size = 0;
};

Exchanges exchanges(Domain domain, FoilType type, const Proposal& proposal);

} // namespace phantom
