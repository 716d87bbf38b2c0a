// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phantom/scene.h"

#include <span>
#include <string_view>

namespace phantom {

/// What a foil gets wrong.
enum class FoilType : std::int8_t {
    Colour,
    Object,
    Texture,
    Size,
    Count,
    Relation,
    Position,
    Negation, ///< "a" for "no" or "no" for "a"
    Presence, ///< the whole phrase of one claim names something else, which is not there
    Laterality,
    Zone,
    Severity
};
constexpr int foilTypeCount = 12;

/// The types that a domain has, in the order of the mixes that PairMaker takes.
std::span<const FoilType> foilTypes(Domain domain);

/// As files write it: "colour", "negation", ...
std::string_view name(FoilType type);

} // namespace phantom
