// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/colours.h"

namespace app {

views::ColourOf colourOf(const Scales& scales, const QString& unit, bool isSigned)
{
    const double limit = scales.limit(unit);
    return colourOf(views::ValueScale{.min = isSigned ? -limit : 0,
                                      .max = limit,
                                      .map = scales.map(isSigned),
                                      .isSigned = isSigned,
                                      .unit = unit});
}

views::ColourOf colourOf(const views::ValueScale& scale)
{
    return [scale](double value) { return scale.colour(value); };
}

} // namespace app
