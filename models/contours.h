// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <QList>
#include <QPolygonF>

namespace models {

/// One connected part of a mask, outlined along the edges of its pixels: pixel (x, y) covers
/// [x, x + 1) x [y, y + 1). Polygons are not closed by repeating the first point.
struct Contour {
    QPolygonF outline;
    QList<QPolygonF> holes;
};

/// The 4-connected parts of a mask, in the order of their first pixel in reading order.
///
/// \param mask [H, W] uint8 on the CPU: 1 is in; 0 and 255 (never seen by the network) are out
/// \throws c10::Error where a line above does not hold. [any thread]
QList<Contour> contoursOf(const at::Tensor& mask);

} // namespace models
