// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/value_scale.h"

#include "views/colour_map.h"

#include <algorithm>
#include <cmath>

namespace views {

bool ValueScale::isEvidence(double value) const
{
    if (std::isnan(value))
        return false;
    if (std::isnan(nullHigh))
        return true;
    return value > nullHigh || (nullInside && value < nullLow);
}

double ValueScale::mapPosition(double value) const
{
    if (std::isnan(value))
        return value;
    if (!isSigned)
        return share(value);
    const double reach = std::max(std::abs(min), std::abs(max));
    return reach > 0 ? std::clamp(0.5 + 0.5 * value / reach, 0.0, 1.0) : 0.5;
}

double ValueScale::share(double value) const
{
    return max > min ? std::clamp((value - min) / (max - min), 0.0, 1.0) : 0;
}

QColor ValueScale::colour(double value) const
{
    return ColourMap::named(map).at(mapPosition(value));
}

} // namespace views
