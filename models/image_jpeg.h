// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/image_raster.h"

namespace models {

/// Decodes a baseline or progressive JPEG: grey, YCbCr, RGB, CMYK and YCCK. Unlike QImageReader it
/// knows of the decoder's warnings: what is cut off or damaged is an error. Four colours are taken
/// as stored inverted, as Adobe's programs and Pillow do, marker or not. [any thread]
explain::Expected<Raster> decodeJpeg(const QByteArray& bytes);

/// The upright size in pixels that the header of a JPEG names; the rest is not looked at.
explain::Expected<QSize> jpegSize(const QByteArray& bytes);

/// RGB of four inks, each 0 (none) to 255: Pillow's arithmetic. \p inks [.., 4] uint8.
at::Tensor rgbOfInks(const at::Tensor& inks);

} // namespace models
