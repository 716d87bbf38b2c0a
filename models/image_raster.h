// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/image_file.h"

#include <QByteArray>

namespace models {

/// One decoded page, before orientation and window.
struct Raster {
    /// [H, W, 1 or 3], contiguous: uint8, ready to be shown; or float32 in the file's own values,
    /// which want a window.
    at::Tensor samples;
    bool lowIsWhite = false; ///< of float samples; others are inverted by their decoder
    int orientation = 1;     ///< EXIF's 1 to 8
    int pages = 1;
    QString notice; ///< of the decoder; empty: nothing unusual
};

/// Why bytes are no picture. The sentence lacks the file's name, which readImage() puts before it.
explain::Error imageError(const QString& expected, const QString& found);

/// Errors: Input, unless 1 <= width, height <= maxImageSide and width * height <= maxImagePixels.
std::optional<explain::Error> checkSize(int64_t width, int64_t height);

/// The size after undoing EXIF \p orientation 1 to 8. Errors: those of checkSize().
explain::Expected<QSize> uprightSize(int64_t width, int64_t height, int orientation);

/// The 0.5 and 99.5 percentiles of the finite \p samples (float32), linear between neighbours;
/// where they coincide, the extremes; none where all samples are equal or none is finite.
std::optional<GreyWindow> percentileWindow(const at::Tensor& samples);

/// float32 of any shape to uint8 of the same shape; NaN becomes 0.
at::Tensor throughWindow(const at::Tensor& samples, GreyWindow window);

/// [H, W, C] to [H, W, C] or [W, H, C]: turned and mirrored to undo EXIF \p orientation 1 to 8.
at::Tensor turnedUpright(const at::Tensor& samples, int orientation);

/// Window, orientation, RGB, hash and picture; what is left is the file's name and hash.
Image finish(Raster raster, const ReadOptions& options);

} // namespace models
