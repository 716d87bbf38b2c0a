// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRectF>

#include <memory>
#include <vector>

class QPainter;

namespace views {

/// An image and its halves, quarters and so on, so that a part of a large photo is drawn smoothly
/// at any size without touching all of its pixels. Canvases of the same image share them.
class Photo {
public:
    Photo() = default;
    explicit Photo(const QImage& image);

    QSize size() const;
    bool isNull() const { return size().isEmpty(); }
    const QImage& image() const;      ///< as it came
    QRgb pixel(QPoint imagePx) const; ///< transparent outside

    /// Draws \p source (image pixels) onto \p target (device pixels of \p painter): averaged where
    /// it shrinks, as true pixels from twice its size on.
    void draw(QPainter& painter, const QRectF& target, const QRectF& source) const;

private:
    std::shared_ptr<const std::vector<QImage>> m_levels;
};

} // namespace views
