// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/region_shape.h"

#include <QPoint>
#include <QRect>

#include <cstdint>
#include <vector>

namespace views {

/// A mask that is painted on: one bit a pixel, column by column as run lengths count, so that a dab
/// sets whole words and a stroke ends in runs without turning the picture round.
class MaskBits {
public:
    MaskBits() = default;
    explicit MaskBits(QSize size); ///< empty
    explicit MaskBits(const MaskRuns& runs);
    MaskBits(const MaskRuns& runs, const QRect& part); ///< that part alone, from 0, 0

    QSize size() const { return m_size; }
    bool at(int x, int y) const ///< inside the image
    {
        return column(x)[y >> 6] >> (y & 63) & 1;
    }
    const std::uint64_t* column(int x) const { return m_words.data() + std::size_t(x) * m_stride; }
    int wordsPerColumn() const { return m_stride; }

    bool isEmpty() const;
    qint64 count() const; ///< pixels

    /// Sets or clears the pixels whose centre is at most half of \p diameter away from the line
    /// \p from to \p to; at least the pixel under \p to.
    /// \returns the rectangle that can have changed
    QRect stroke(QPointF from, QPointF to, double diameter, bool set);

    void copy(const MaskBits& other, const QRect& part); ///< of the same size
    MaskBits moved(QPoint by) const;                     ///< what leaves the image is lost
    MaskRuns runs() const;

private:
    void setSpan(int x, int from, int to, bool set); ///< \p to exclusive; cut to the image
    void setRuns(const MaskRuns& runs, QPoint by);

    QSize m_size;
    int m_stride = 0; ///< words a column
    std::vector<std::uint64_t> m_words;
};

/// Of the foreground; null where there is none.
QRectF maskBounds(const MaskRuns& mask);

/// The edges between foreground and ground, pixel corner by pixel corner, foreground on the right
/// of the way; holes are contours of their own. Straight ways have no points between their ends.
QList<QPolygonF> contoursOf(const MaskBits& mask);
QList<QPolygonF> contoursOf(const MaskRuns& mask);

} // namespace views
