// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/layer.h"
#include "views/region_shape.h"

#include <QHash>
#include <QImage>
#include <QSet>

namespace views {

/// The plates of regions: a chip for each claim's number, the label behind them. Their pictures are
/// kept, since thousands of regions have the plates of few claims.
class RegionPlates {
public:
    /// Starts a picture: all room is free again.
    void begin(const Surface& surface);

    /// Paints the plate of \p region above the upper left corner of \p bounds (image pixels).
    /// \param force although there is another one
    /// \returns whether there was room
    bool paint(QPainter& painter, const Region& region, const QRectF& bounds, bool current,
               bool withLabel, bool force);

private:
    struct Plate {
        QSizeF size;    ///< view pixels; letters are measured once
        QImage picture; ///< none on a vector surface
    };

    const Plate& plateOf(const Region& region, bool current, bool withLabel);
    bool take(const QRectF& place, bool force);

    Surface m_surface;
    QSet<quint64> m_taken; ///< cells of the view
    QHash<QString, Plate> m_plates;
    double m_platesRatio = 0; ///< device pixels a view pixel; 0: vectors
};

} // namespace views
