// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phantom/claim.h"
#include "phantom/foils.h"
#include "phantom/wording.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace phantom {

class RandomStream;

/// Two statements that differ in one place; the first is true of the scene, the second is not.
struct Pair {
    Statement truth, foil;
    FoilType type = FoilType::Object;
    Wording wording;
    int changed = 0; ///< which claim differs
};

/// Makes captions and their foils so that no reader of the text alone can tell which is which:
/// every kind of exchange is as common forwards as backwards, after all choices are made. Any later
/// choice among pairs by what they say would undo that.
///
/// Immutable: one may serve many threads.
class PairMaker {
public:
    /// Balances the exchanges on scenes of a seed of its own: a few seconds, the same result on
    /// every machine.
    explicit PairMaker(Domain domain);

    /// From what toBytes() gave for this domain; nothing where that was of another generator or is
    /// damaged. Takes milliseconds.
    static std::optional<PairMaker> fromBytes(Domain domain, std::string_view bytes);

    /// All that the balancing found, for fromBytes(): the same on every machine of one byte order.
    std::string toBytes() const;

    ~PairMaker();
    PairMaker(PairMaker&&) noexcept;
    PairMaker& operator=(PairMaker&&) noexcept;

    /// Up to \p count pairs of \p scene; fewer where the scene does not offer a pair of the type
    /// drawn (about one in ten).
    ///
    /// \param mix            weights of foilTypes(domain), in that order; empty: all alike
    /// \param severalClaims  about a third of the captions make two claims (chest: reports of two
    ///                       to four sentences); false: one each, and no foil of Presence
    std::vector<Pair> pairs(const Scene& scene, int count, std::span<const float> mix,
                            RandomStream& random, bool severalClaims) const;

private:
    struct Tables;
    PairMaker(Domain domain, std::unique_ptr<const Tables> tables);

    Domain m_domain;
    std::unique_ptr<const Tables> m_tables;
};

} // namespace phantom
