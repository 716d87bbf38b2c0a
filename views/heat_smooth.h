// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/value_scale.h"

#include <QImage>
#include <QList>
#include <QRect>

#include <functional>

namespace views {

/// A grid of scores with values between the middles of its patches.
struct SmoothHeat {
    QImage picture;          ///< premultiplied, a pixel a sample; transparent without evidence
    QList<QRect> noEvidence; ///< runs of samples within a row
    QList<QRect> unseen;
};

/// Bilinear, over those of the four nearest patches that the network saw; what lies in a patch that
/// it did not see stays unseen.
///
/// \param values   rows * columns, row by row; NaN: never seen
/// \param samples  a side of a patch, >= 1
/// \param colourOf the colour of evidence, with its opacity
SmoothHeat smoothHeat(const QList<float>& values, int rows, int columns, int samples,
                      const ValueScale& scale, const std::function<QColor(double)>& colourOf);

} // namespace views
