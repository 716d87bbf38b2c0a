// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/expected.h"

#include <ATen/core/Tensor.h>

#include <QByteArray>
#include <QImage>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <string>

namespace models {

/// No image with more pixels is decoded; the header's claim is checked before any allocation.
constexpr int64_t maxImagePixels = int64_t{1} << 28;

/// Nor one with a longer side: few pixels in all would still make rows and grids of a vast length.
constexpr int64_t maxImageSide = int64_t{1} << 20;

/// No larger file is read.
constexpr int64_t maxImageFileBytes = int64_t{1} << 31;

/// Which stored values become black and white where a file holds more than 8 bits a sample:
/// y = clip((x - low) / (high - low), 0, 1) * 255, rounded half up.
struct GreyWindow {
    double low = 0, high = 0; ///< in the file's own values; low < high

    bool operator==(const GreyWindow&) const = default;
};

/// How a file is read.
struct ReadOptions {
    std::optional<GreyWindow> window; ///< of deep samples; none: their 0.5 and 99.5 percentiles
    bool upright = true;              ///< apply the orientation that the camera recorded
};

/// One picture as the user sees it and as networks get it. Tensor and picture hold the same values.
struct Image {
    QImage picture;                   ///< Format_RGB888, upright
    at::Tensor pixels;                ///< [3, H, W] uint8 RGB, contiguous; nobody writes to it
    std::string fileSha256;           ///< hex, of the file's bytes; empty for a pasted picture
    std::string pixelsSha256;         ///< hex, of the bytes of `pixels`
    QString file;                     ///< as it was asked for; empty for a pasted picture
    QSize size;                       ///< pixels, after orientation
    int orientation = 1;              ///< EXIF's 1 to 8, as found in the file
    int pages = 1;                    ///< pages or frames in the file; the first one is shown
    std::optional<GreyWindow> window; ///< what was used; none: the samples had 8 bits or less
    QString notice;                   ///< what was done that a user should know; usually empty
};

/// Reads the first page of a PNG, JPEG, TIFF, BMP, WebP or GIF file. The content decides, not the
/// name. Grey, palette and CMYK become RGB; alpha is dropped, not blended; deep samples go through
/// a window. An incomplete or damaged file is refused, never shown in part. [any thread]
///
/// Errors: Input (no regular file, empty, unknown content, damaged, above maxImagePixels,
/// maxImageSide or maxImageFileBytes).
explain::Expected<Image> readImage(const QString& file, const ReadOptions& options = {});

/// What is known of an image without decoding it.
struct ImageFacts {
    QSize size;             ///< upright, px, as the header claims
    std::string fileSha256; ///< hex, of the file's bytes
};

/// Reads the file and its header, as readImage() would; whether the samples are whole is not looked
/// at. Errors: those of readImage(). [any thread]
explain::Expected<ImageFacts> probeImage(const QString& file);

/// The same of a file's bytes, which a project may hold. \param name of the image in sentences
explain::Expected<Image> readImageBytes(const QByteArray& bytes, const QString& name,
                                        const ReadOptions& options = {});

/// A picture that came without a file, e.g. pasted. Errors: Input (null, above maxImagePixels or
/// maxImageSide). [any thread]
explain::Expected<Image> fromPicture(const QImage& picture, const ReadOptions& options = {});

/// \p picture made to fit into \p box (pixels), aspect kept, never enlarged. [any thread]
QImage thumbnail(const QImage& picture, QSize box);

/// What dialogs offer: "png", "jpg", ... without dots.
QStringList imageSuffixes();

} // namespace models
