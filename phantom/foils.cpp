// SPDX-License-Identifier: Apache-2.0
#include "phantom/foils.h"

#include <array>

namespace phantom {

std::span<const FoilType> foilTypes(Domain domain)
{
    using enum FoilType;
    static constexpr std::array ofShapes{Colour,   Object,   Texture,  Size,    Count,
                                         Relation, Position, Negation, Presence};
    static constexpr std::array ofChest{Object, Laterality, Zone, Severity, Negation, Presence};
    if (domain == Domain::Shapes)
        return ofShapes;
    return ofChest;
}

std::string_view name(FoilType type)
{
    constexpr std::array<std::string_view, foilTypeCount> names{
        "colour",   "object",   "texture",  "size",       "count", "relation",
        "position", "negation", "presence", "laterality", "zone",  "severity"};
    return names[std::size_t(type)];
}

} // namespace phantom
