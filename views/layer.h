// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/reading.h"
#include "views/theme.h"

#include <QFont>
#include <QPointF>
#include <QRectF>

#include <memory>
#include <optional>

class QPainter;

namespace views {

/// Where a layer is painted: a canvas on the screen, or a panel of a figure. The painter's
/// coordinates are image pixels; widths, hatches and letters are view pixels.
struct Surface {
    QRectF image;                        ///< the whole image: 0, 0, width, height
    QRectF visible;                      ///< the part that is on show, image pixels
    double scale = 1;                    ///< view pixels an image pixel
    double deviceRatio = 1;              ///< device pixels a view pixel
    bool vector = false;                 ///< SVG or PDF: there are no device pixels to snap to
    double opacity = 1;                  ///< of maps, as the user set it
    bool outlineOnly = false;            ///< masks without their ground, maps without colour
    QFont font;                          ///< of labels, its size in view pixels
    const Theme* theme = &Theme::dark(); ///< never null

    double px(double viewPixels) const { return viewPixels / scale; } ///< in image pixels
};

/// What the pointer and the pins mark, in image pixels.
struct Marks {
    std::optional<QPointF> hovered;
    std::optional<QPointF> pinned;
    bool operator==(const Marks&) const = default;
};

/// Something painted over an image. The same code paints the screen and the figure, so it knows no
/// widget, asks no one for data, and changes by its setters alone.
class Layer {
public:
    virtual ~Layer() = default;

    /// All that does not follow the pointer; a canvas keeps the result. The painter comes back as
    /// it was.
    virtual void paint(QPainter& painter, const Surface& surface) const = 0;

    /// What follows the pointer, over all layers; must be quick.
    virtual void paintMarks(QPainter&, const Surface&, const Marks&) const { }

    /// What stands at a point, in image pixels; empty: nothing.
    virtual Readings readout(QPointF imagePx) const = 0;
};

using LayerPointer = std::shared_ptr<const Layer>;

/// Helpers that layers share. Each leaves the painter as it was.
namespace mark {

/// Goes over to view pixels with the origin at \p imagePx, snapped to a device pixel.
void toViewPixels(QPainter& painter, const Surface& surface, QPointF imagePx);

/// A white line in a black casing.
void outline(QPainter& painter, const Surface& surface, const QPolygonF& polygon,
             const QColor& colour = onImage::line);

/// The same around an upright rectangle, its edges on device pixels.
void frame(QPainter& painter, const Surface& surface, const QRectF& rect,
           const QColor& colour = onImage::line);

/// A label on its plate, kept inside the visible part. \p key: a bar of that colour at its left
/// \returns the plate, in image pixels
QRectF plate(QPainter& painter, const Surface& surface, QPointF topLeft, const QString& text,
             const QString& value = {}, const QColor& key = {});

/// What plate() would take.
QRectF plateRect(const Surface& surface, QPointF topLeft, const QString& text,
                 const QString& value = {}, bool key = false);

} // namespace mark

} // namespace views
