// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPolygonF>
#include <QRect>

#include <cstdint>
#include <vector>

class QPainter;

namespace views {

/// Lines in a dark casing, thousands at once: each pixel keeps how near it is to the nearest line,
/// and is coloured once at the end. Where lines meet they join without seams, and no casing covers
/// another shape's line. Strokes of a QPainter cost about twenty times as much.
class OutlineRaster {
public:
    /// \param area the device pixels that are wanted
    /// \param ratio device pixels a view pixel
    OutlineRaster(const QRect& area, double ratio);

    void add(const QPolygonF& devicePx); ///< closed by itself

    /// \p painter is in device pixels, as in a DeviceSpace
    void draw(QPainter& painter, const QColor& line) const;

private:
    void addLine(QPointF from, QPointF to);
    void makeStamps();
    void stampUpright(QPointF from, QPointF to);
    void stamp(QPointF at);

    QRect m_area;
    double m_ratio, m_lineHalf, m_casingHalf; ///< halves of widths, device pixels
    double m_reach, m_perSquare;              ///< nearness falls by so much a square pixel
    int m_half, m_stampStride;                ///< of a stamp; bytes a row of it
    int m_stride, m_rows;                     ///< of the nearness: the area and room around it
    std::vector<std::uint8_t> m_stamps;       ///< a dot's nearness, for quarters of a pixel
    std::vector<std::uint8_t> m_nearness;
    QRect m_touched; ///< of the nearness
};

/// The points of \p polygon from which no other lies farther than \p tolerance off the lines
/// between them (Douglas and Peucker 1973); at least three where there are three.
QPolygonF simplified(const QPolygonF& polygon, double tolerance);

} // namespace views
