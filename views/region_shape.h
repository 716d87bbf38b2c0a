// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPolygonF>
#include <QRectF>
#include <QSize>
#include <QString>
#include <QStringList>
#include <QUuid>

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace views {

/// Uncompressed run lengths of a mask as large as its image, in COCO's order: columns from left to
/// right, each from top to bottom, background first. They sum to width times height.
struct MaskRuns {
    QSize size;
    std::vector<std::uint32_t> counts;

    bool operator==(const MaskRuns&) const = default;
};

/// A box (far edge exclusive), a polygon (closed by itself), a point or a mask, in pixels of the
/// upright image.
using Shape = std::variant<QRectF, QPolygonF, QPointF, MaskRuns>;

/// A place on an image, as it is shown.
struct Region {
    QUuid id;
    Shape shape;
    QStringList numbers; ///< of the claims it bears out, on its plate
    QString label;       ///< behind them where there is room: "mask from denseclip"
    bool fixed = false;  ///< its claim is locked: it can be selected, not changed

    bool operator==(const Region&) const = default;
};

/// box, polygon, point, mask
QString kindOf(const Shape& shape);

/// Of a mask: of its foreground. Null where there is none.
QRectF boundsOf(const Shape& shape);

/// Pixels; of a point 0. A polygon that crosses itself counts its turns with their signs.
double areaOf(const Shape& shape);

/// "polygon, 13 points, 6,912 px²": for lists and screen readers.
QString describe(const Shape& shape);

/// \p shape inside \p image: boxes on whole pixels, points on hundredths. Nothing where nothing is
/// left of it: an empty box or mask, a polygon of fewer than three points or on one line.
std::optional<Shape> fitted(const Shape& shape, QSize image);

/// \p shape moved, as far as its bounds stay inside \p image; of a mask by whole pixels.
Shape moved(const Shape& shape, QPointF by, QSize image);

/// How far a shape with \p bounds can follow \p by without leaving \p image.
QPointF keptInside(const QRectF& bounds, QPointF by, QSize image);

} // namespace views
