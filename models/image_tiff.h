// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/image_raster.h"

namespace models {

/// Decodes the first page of a TIFF or BigTIFF: strips or tiles, together or plane by plane; grey,
/// palette, RGB, CMYK, YCbCr and L*a*b*; integers and floats of 8 to 64 bits. Alpha is dropped,
/// after its product with the colours is undone where the file says that it was taken. [any thread]
explain::Expected<Raster> decodeTiff(const QByteArray& bytes);

/// The upright size in pixels that the first page of a TIFF names; its samples are not looked at.
explain::Expected<QSize> tiffSize(const QByteArray& bytes);

} // namespace models
