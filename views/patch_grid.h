// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPolygonF>
#include <QRectF>
#include <QTransform>

#include <array>
#include <optional>

namespace views {

/// A patch by its place in the grid; row 0 on top.
struct Patch {
    int row = 0, column = 0;
    bool operator==(const Patch&) const = default;
};

/// Where a network's patches lie in the image. rows = 0: there are none.
struct PatchGrid {
    int rows = 0, columns = 0;
    double patchPx = 1; ///< side of a patch on the network's canvas
    QTransform toImage; ///< canvas pixels (edges, not centres) to image pixels

    /// From [a, b, c, d, e, f]: x_image = a x + b y + c, y_image = d x + e y + f.
    static QTransform affine(const std::array<double, 6>& coefficients);

    std::optional<Patch> patchAt(QPointF imagePx) const;
    QPolygonF outline(Patch patch) const; ///< four corners in image pixels
    QRectF bounds(Patch patch) const;     ///< image pixels
    QPolygonF seen() const;               ///< all that the patches cover, image pixels
    bool isUpright() const;               ///< its edges are the image's: no rotation, no shear

    bool contains(Patch patch) const;
    qsizetype count() const { return qsizetype(rows) * columns; }

    bool operator==(const PatchGrid&) const = default;
};

} // namespace views
