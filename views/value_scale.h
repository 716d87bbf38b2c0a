// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>

#include <limits>

namespace views {

/// How values become colours, and which of them are evidence. The same for every panel of a unit.
struct ValueScale {
    double min = 0, max = 1; ///< ends of the colour bar, in \p unit; values beyond are clamped
    QString map = "bamako";  ///< name of a ColourMap
    bool isSigned = false;   ///< zero is the map's middle and both sides have the same range
    QString unit;            ///< "cosine", "mass", "gradient"

    /// The null band: what unrelated texts reach as well. NaN: not known.
    double nullLow = std::numeric_limits<double>::quiet_NaN();
    double nullHigh = std::numeric_limits<double>::quiet_NaN();
    bool nullInside = false; ///< only what lies in the band is no evidence, not all up to its top
    bool own = false;        ///< of one panel, not comparable with the others

    /// False within the null band, or for all up to its upper edge; true where there is no band.
    /// NaN is no evidence either.
    bool isEvidence(double value) const;

    /// Position in the map, 0 to 1.
    double mapPosition(double value) const;

    /// Position on the bar, 0 at min to 1 at max, clamped.
    double share(double value) const;

    /// The map's colour, opaque, whether the value is evidence or not; NaN is transparent.
    QColor colour(double value) const;

    bool operator==(const ValueScale&) const = default;
};

} // namespace views
