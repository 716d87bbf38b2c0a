// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_qt.h"

#include "models/exif.h"
#include "models/image_container.h"

#include <ATen/ATen.h>

#include <QBuffer>
#include <QImageReader>

namespace models {
namespace {

bool isDeep(QImage::Format format)
{
    switch (format) {
    case QImage::Format_Grayscale16:
    case QImage::Format_RGBX64:
    case QImage::Format_RGBA64:
    case QImage::Format_RGBA64_Premultiplied: return true;
    default: return false;
    }
}

at::Tensor deepSamples(const QImage& picture) // 16 bits a sample
{
    const bool grey = picture.format() == QImage::Format_Grayscale16;
    const QImage from = grey ? picture : picture.convertToFormat(QImage::Format_RGBA64);
    const int channels = grey ? 1 : 3, stored = grey ? 1 : 4;
    at::Tensor samples = at::empty({from.height(), from.width(), channels}, at::kFloat);
    auto* to = samples.data_ptr<float>();
    for (int y = 0; y < from.height(); ++y) {
        const auto* pixel = reinterpret_cast<const quint16*>(from.constScanLine(y));
        for (int x = 0; x < from.width(); ++x, pixel += stored)
            to = std::copy_n(pixel, channels, to);
    }
    return samples;
}

at::Tensor byteSamples(const QImage& picture)
{
    // Straight alpha: the conversion to a format without alpha would blend with black.
    const QImage from = picture.convertToFormat(QImage::Format_ARGB32);
    at::Tensor samples = at::empty({from.height(), from.width(), 3}, at::kByte);
    auto* to = samples.data_ptr<uint8_t>();
    for (int y = 0; y < from.height(); ++y) {
        const auto* pixels = reinterpret_cast<const QRgb*>(from.constScanLine(y));
        for (int x = 0; x < from.width(); ++x) {
            *to++ = uint8_t(qRed(pixels[x]));
            *to++ = uint8_t(qGreen(pixels[x]));
            *to++ = uint8_t(qBlue(pixels[x]));
        }
    }
    return samples;
}

QString nameOf(const QByteArray& format)
{
    return QString::fromLatin1(format).toUpper();
}

/// A reader of bytes, which it changes in nothing.
struct Source {
    Source(const QByteArray& bytes, const QByteArray& format) : copy(bytes), reader(&buffer, format)
    {
        reader.setAutoDetectImageFormat(false);
        reader.setAutoTransform(false);
    }

    QByteArray copy; ///< shared; QBuffer wants a changeable one
    QBuffer buffer{&copy};
    QImageReader reader;
};

/// As stored, in pixels. Errors: Input (too large, cut off, damaged, no handler for the format).
explain::Expected<QSize> claimedSize(const QImageReader& reader, const Container& container,
                                     const QByteArray& format)
{
    if (container.width > 0)
        if (const auto refused = checkSize(container.width, container.height))
            return *refused;
    if (!container.damage.isEmpty())
        return imageError("a complete " + nameOf(format), container.damage);
    const bool known = QImageReader::supportedImageFormats().contains(format);
    const QSize claimed = known ? reader.size() : QSize();
    if (!claimed.isValid())
        return imageError("a readable " + nameOf(format),
                          known ? "a damaged header" : "no decoder for it on this machine");
    if (const auto refused = checkSize(claimed.width(), claimed.height()))
        return *refused;
    return claimed;
}

} // namespace

explain::Expected<Raster> rasterOf(const QImage& picture)
{
    if (const auto refused = checkSize(picture.width(), picture.height()))
        return *refused;
    return Raster{.samples =
                      isDeep(picture.format()) ? deepSamples(picture) : byteSamples(picture)};
}

explain::Expected<Raster> decodeByQt(const QByteArray& bytes, const QByteArray& format)
{
    const Container container = lookInto(bytes, format);
    // Eight bytes a pixel are the most that a handler takes.
    QImageReader::setAllocationLimit(int(maxImagePixels * 8 >> 20) + 1);
    Source source(bytes, format);
    if (const auto claimed = claimedSize(source.reader, container, format); !claimed)
        return claimed.error();
    const QImage picture = source.reader.read();
    if (picture.isNull())
        return imageError("a complete " + nameOf(format),
                          QString("a damaged one (%1)").arg(source.reader.errorString()));
    auto raster = rasterOf(picture);
    if (raster) {
        raster->orientation = exifOrientation(container.exif);
        raster->pages = container.pages;
    }
    return raster;
}

explain::Expected<QSize> sizeByQt(const QByteArray& bytes, const QByteArray& format)
{
    const Container container = lookInto(bytes, format);
    Source source(bytes, format);
    const auto claimed = claimedSize(source.reader, container, format);
    return claimed
        ? uprightSize(claimed->width(), claimed->height(), exifOrientation(container.exif))
        : claimed;
}

} // namespace models
