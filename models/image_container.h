// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>

namespace models {

/// What the outer structure of an image file says; nothing is decompressed.
struct Container {
    QString damage;                ///< "a file that is cut off"; empty: whole
    int64_t width = 0, height = 0; ///< as claimed, pixels; 0: WebP, or cut off before that
    QByteArray exif;               ///< as exifOrientation() wants it; empty: none
    int pages = 1;                 ///< frames of an animation
};

/// The format that the first bytes promise: "png", "jpeg", "tiff", "bmp", "gif" or "webp"; empty:
/// none of these.
QByteArray formatOf(const QByteArray& bytes);

/// Walks the chunks of a PNG, BMP, GIF or WebP file. Every length is checked against the file's,
/// and PNG's checksums are computed: libpng writes to standard error what it does not like.
/// Sources: PNG 3 (W3C 2025) 5; GIF89a 17-27; RFC 9649 (WebP) 2; BITMAPINFOHEADER.
Container lookInto(const QByteArray& bytes, const QByteArray& format);

} // namespace models
