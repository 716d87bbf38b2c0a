// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phantom/claim.h"
#include "phantom/foils.h"

#include <optional>

namespace phantom {

class RandomStream;

/// Two statements that may become a pair: the first is true of the scene, the second false. They
/// differ in one claim.
struct Proposal {
    Statement truth, foil;
    int changed = 0; ///< the claim that differs
};

/// One draw for a scene of shapes; none: it came to nothing.
///
/// \param several  whether more claims than the changed one may be said
std::optional<Proposal> proposeShapes(const Scene& scene, FoilType type, bool several,
                                      RandomStream& random);

/// The same for a chest scene.
std::optional<Proposal> proposeChest(const Scene& scene, FoilType type, bool several,
                                     RandomStream& random);

inline std::optional<Proposal> propose(const Scene& scene, FoilType type, bool several,
                                       RandomStream& random)
{
    return scene.domain == Domain::Shapes ? proposeShapes(scene, type, several, random)
                                          : proposeChest(scene, type, several, random);
}

/// The field that a foil of this type changes; none: it changes something else.
std::optional<int> changedField(FoilType type);

/// A value of \p field other than \p value, uniform.
std::int8_t otherValue(Domain domain, int field, int value, RandomStream& random);

} // namespace phantom
