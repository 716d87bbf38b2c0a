// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRect>
#include <QTransform>

class QPainter;

namespace views {

class MaskBits;
struct Surface;

/// A mask while it is painted: the accent over its pixels, a white edge. Its picture is kept for
/// the view it was made for, and only what a dab has touched is made anew.
class MaskTint {
public:
    void clear(); ///< forgets the picture
    void changed(const QRect& imagePx);
    void paint(QPainter& painter, const Surface& surface, const MaskBits& mask);

private:
    void renew(const MaskBits& mask, const QRect& part);

    QImage m_picture; ///< device pixels of the visible part
    QRect m_place;    ///< of the picture, device pixels
    QTransform m_toDevice;
    QRect m_stale; ///< image pixels
};

} // namespace views
