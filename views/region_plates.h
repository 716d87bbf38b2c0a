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

    /// View pixels.
    static QSizeF sizeOf(const Region& region, const QFont& font, bool withLabel);

private:
    QImage picture(const Region& region, bool current, bool withLabel);
    bool take(const QRectF& place, bool force);

    Surface m_surface;
    QSet<quint64> m_taken; ///< cells of the view
    QHash<QString, QImage> m_pictures;
    double m_picturesRatio = 0;
};

} // namespace views
