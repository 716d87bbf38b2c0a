// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/image_raster.h"

namespace models {

/// The samples of a picture of any format: [H, W, 3] uint8, or float32 where it holds 16 bits a
/// sample. Colours keep their stored values, whatever their alpha. Errors: Input (null, too large).
explain::Expected<Raster> rasterOf(const QImage& picture);

/// Decodes by Qt's handler for \p format ("png", "bmp", "gif", "webp"), after a look at the
/// container: a handler may show what is there of a file that was cut off. [any thread]
explain::Expected<Raster> decodeByQt(const QByteArray& bytes, const QByteArray& format);

/// The upright size in pixels that the header of such a file names, after a look at the container;
/// nothing is decoded.
explain::Expected<QSize> sizeByQt(const QByteArray& bytes, const QByteArray& format);

} // namespace models
