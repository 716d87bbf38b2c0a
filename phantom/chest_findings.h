// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phantom/chest_anatomy.h"

#include <span>

namespace phantom {

/// Paint one finding each and set its \p mask [size * size] to 1 where a finger may point; density
/// is added even over the heart, so that no finding is lost behind it.
void paintNodule(const FindingShape& shape, Film& film, std::span<std::uint8_t> mask);
void paintConsolidation(const FindingShape& shape, Film& film, std::span<std::uint8_t> mask);
void paintAtelectasis(const FindingShape& shape, Film& film, std::span<std::uint8_t> mask);
void paintEffusion(const FindingShape& shape, int side, Film& film, std::span<std::uint8_t> mask);
void paintPneumothorax(const FindingShape& shape, int side, const LungOutline& outline, float apex,
                       Film& film, std::span<std::uint8_t> mask);
/// Thin devices have masks wider than themselves: nobody can point at a single pixel.
void paintLine(const FindingShape& shape, Film& film, std::span<std::uint8_t> mask);
void paintTube(const FindingShape& shape, Film& film, std::span<std::uint8_t> mask);
/// The mask is that of the box, without its lead.
void paintPacemaker(const FindingShape& shape, Film& film, std::span<std::uint8_t> mask);

} // namespace phantom
