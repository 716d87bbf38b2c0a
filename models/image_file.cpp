// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_file.h"

#include "explain/sha256.h"
#include "models/image_container.h"
#include "models/image_jpeg.h"
#include "models/image_qt.h"
#include "models/image_tiff.h"
#include "models/small_file.h"

#include <QFileInfo>

namespace models {
namespace {

explain::Expected<QByteArray> knownFormatOf(const QByteArray& bytes)
{
    if (bytes.isEmpty())
        return imageError("an image", "an empty file");
    const QByteArray format = formatOf(bytes);
    if (format.isEmpty())
        return imageError("a PNG, JPEG, TIFF, BMP, WebP or GIF image", "something else");
    return format;
}

explain::Expected<Raster> decode(const QByteArray& bytes)
{
    const auto format = knownFormatOf(bytes);
    if (!format)
        return format.error();
    return *format == "jpeg" ? decodeJpeg(bytes)
        : *format == "tiff"  ? decodeTiff(bytes)
                             : decodeByQt(bytes, *format);
}

explain::Expected<QSize> claimedSize(const QByteArray& bytes)
{
    const auto format = knownFormatOf(bytes);
    if (!format)
        return format.error();
    return *format == "jpeg" ? jpegSize(bytes)
        : *format == "tiff"  ? tiffSize(bytes)
                             : sizeByQt(bytes, *format);
}

explain::Expected<QByteArray> bytesOf(const QString& file)
{
    return readSmallFile(file, std::min<qint64>(QFileInfo(file).size(), maxImageFileBytes));
}

explain::Error of(const QString& file, const explain::Error& error)
{
    return {error.kind, file.toStdString() + ": " + error.message};
}

std::string hashOf(const QByteArray& bytes)
{
    return explain::sha256({bytes.constData(), std::size_t(bytes.size())});
}

} // namespace

explain::Expected<Image> readImage(const QString& file, const ReadOptions& options)
{
    const auto bytes = bytesOf(file);
    if (!bytes)
        return bytes.error();
    auto image = readImageBytes(*bytes, file, options);
    if (image)
        image->file = file;
    return image;
}

explain::Expected<Image> readImageBytes(const QByteArray& bytes, const QString& name,
                                        const ReadOptions& options)
{
    auto raster = decode(bytes);
    if (!raster)
        return of(name, raster.error());
    Image image = finish(std::move(*raster), options);
    image.fileSha256 = hashOf(bytes);
    return image;
}

explain::Expected<ImageFacts> probeImage(const QString& file)
{
    const auto bytes = bytesOf(file);
    if (!bytes)
        return bytes.error();
    const auto size = claimedSize(*bytes);
    if (!size)
        return of(file, size.error());
    return ImageFacts{*size, hashOf(*bytes)};
}

explain::Expected<Image> fromPicture(const QImage& picture, const ReadOptions& options)
{
    auto raster = rasterOf(picture);
    if (!raster)
        return explain::Error{raster.error().kind, "pasted picture: " + raster.error().message};
    return finish(std::move(*raster), options);
}

QImage thumbnail(const QImage& picture, QSize box)
{
    if (picture.isNull() || (picture.width() <= box.width() && picture.height() <= box.height()))
        return picture;
    const QSize fitting = picture.size().scaled(box, Qt::KeepAspectRatio).expandedTo({1, 1});
    return picture.scaled(fitting, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

QStringList imageSuffixes()
{
    return {"png", "jpg", "jpeg", "tif", "tiff", "bmp", "webp", "gif"};
}

} // namespace models
