// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/layer.h"

#include <QImage>
#include <QList>
#include <QPainterPath>
#include <QPolygonF>

namespace views {

/// One class of masks.
struct Mask {
    QString label;
    double score = 0;          ///< on the plate, behind the label; NaN: none
    QList<QPolygonF> contours; ///< image pixels; one inside another is a hole
    int number = 0;            ///< colour and fill pattern go by it
    bool visible = true;
};

/// Labelled areas with outlines. Fills are painted from the contours, so that they are sharp at
/// every zoom and stay vectors in a figure.
class MaskLayer final : public Layer {
public:
    /// \param labels Format_Grayscale8 at image size: 0 for nothing, n + 1 for masks[n]; may be
    /// null
    MaskLayer(QList<Mask> masks, QImage labels);

    void setVisible(int mask, bool visible);
    void setCurrent(int mask); ///< drawn stronger; -1: none
    void setStale(bool stale); ///< of the text before: without colour

    const QList<Mask>& masks() const { return m_masks; }
    int maskAt(QPointF imagePx) const; ///< -1: none
    double area(int mask) const;       ///< share of the image's pixels, by the label map

    void paint(QPainter& painter, const Surface& surface) const override;
    void paintMarks(QPainter& painter, const Surface& surface, const Marks& marks) const override;
    Readings readout(QPointF imagePx) const override; ///< class, score, area

private:
    QColor colourOf(const Mask& mask) const;
    const QList<QPainterPath>& pathsFor(const Surface& surface) const;
    void paintPlates(QPainter& painter, const Surface& surface) const;

    QList<Mask> m_masks;
    QList<QPainterPath> m_paths;
    mutable QList<QPainterPath> m_thin; ///< for the scale that was painted last
    mutable double m_thinStep = 0;
    QList<qint64> m_pixels;
    QImage m_labels;
    int m_current = -1;
    bool m_stale = false;
};

} // namespace views
