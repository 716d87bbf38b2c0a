// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace models {

/// The orientation (1 to 8) in a block of EXIF data that starts with its TIFF header, with or
/// without "Exif\0\0" before it. 1 where there is none or it makes no sense.
/// Source: Exif 2.32 (CIPA DC-008), 4.5 and 4.6.4.
int exifOrientation(const QByteArray& exif);

} // namespace models
