// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phantom/chest_look.h"
#include "phantom/scene.h"

namespace phantom {

/// The values of Finding, in the order of `findings`.
enum class FindingKind : std::int8_t {
    Nodule,
    Mass,
    Effusion,
    Pneumothorax,
    Consolidation,
    Cardiomegaly,
    Atelectasis,
    Line,
    Tube,
    Pacemaker,
    Heart,
    Lung
};
static_assert(int(FindingKind::Lung) + 1 == int(findings.size()));

inline FindingKind kindOf(const Object& object)
{
    return FindingKind(object.fields[Finding]);
}

/// The chest scene of this number; see makeScene(). One finding of a kind, one a zone and side; an
/// effusion takes the lower zone of its side, a pneumothorax the upper one, never both on a side.
/// Heart and lungs (the patient's right, then left) stand behind the findings.
Scene makeChestScene(std::uint64_t seed, std::uint64_t index, const SceneLimits& limits);

/// Draws a chest scene at canvasSize or more; see draw().
Drawing drawChest(const Scene& scene, int size);

} // namespace phantom
