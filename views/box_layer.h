// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/layer.h"

#include <QColor>
#include <QList>

#include <limits>

namespace views {

/// A box in image pixels, far edges exclusive; of zero size: a point.
struct Box {
    QRectF rect;
    QString label;
    double score = std::numeric_limits<double>::quiet_NaN(); ///< NaN: none
    QColor colour;                                           ///< invalid: white
};

/// Boxes and points with labels on plates.
class BoxLayer final : public Layer {
public:
    explicit BoxLayer(QList<Box> boxes);

    void setCurrent(int box);         ///< drawn stronger; -1: none
    int boxAt(QPointF imagePx) const; ///< the smallest there; -1: none

    void paint(QPainter& painter, const Surface& surface) const override;
    Readings readout(QPointF imagePx) const override;

private:
    QList<Box> m_boxes;
    int m_current = -1;
};

} // namespace views
