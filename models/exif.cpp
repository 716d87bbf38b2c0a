// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exif.h"

#include <QtEndian>

#include <cstdint>

namespace models {
namespace {

/// Numbers of one byte order; what lies beyond the end reads as 0.
struct Reader {
    QByteArray bytes;
    bool bigEndian = false;

    template <class Number> Number at(qsizetype offset) const
    {
        if (offset < 0 || offset > bytes.size() - qsizetype(sizeof(Number)))
            return 0;
        const char* from = bytes.constData() + offset;
        return bigEndian ? qFromBigEndian<Number>(from) : qFromLittleEndian<Number>(from);
    }
};

} // namespace

int exifOrientation(const QByteArray& exif)
{
    constexpr uint16_t orientationTag = 0x0112, shortType = 3;
    constexpr qsizetype entryBytes = 12;
    const QByteArray tiff = exif.startsWith("Exif") ? exif.mid(6) : exif;
    const Reader reader{tiff, tiff.startsWith("MM")};
    if ((!reader.bigEndian && !tiff.startsWith("II")) || reader.at<uint16_t>(2) != 42)
        return 1;
    const qsizetype directory = reader.at<uint32_t>(4);
    const int entries = reader.at<uint16_t>(directory);
    for (int i = 0; i < entries; ++i) {
        const qsizetype entry = directory + 2 + i * entryBytes;
        if (reader.at<uint16_t>(entry) != orientationTag
            || reader.at<uint16_t>(entry + 2) != shortType)
            continue;
        const int value = reader.at<uint16_t>(entry + 8);
        return value >= 1 && value <= 8 ? value : 1;
    }
    return 1;
}

} // namespace models
