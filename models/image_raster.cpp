// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/image_raster.h"

#include "explain/sha256.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

namespace models {
namespace {

/// numpy's default: linear between the two nearest order statistics. Reorders \p values.
double percentile(std::vector<float>& values, double percent)
{
    const double position = percent / 100 * double(values.size() - 1);
    const auto lower = values.begin() + std::ptrdiff_t(position);
    std::nth_element(values.begin(), lower, values.end());
    if (lower + 1 == values.end())
        return *lower;
    const double upper = *std::min_element(lower + 1, values.end());
    return *lower + (upper - *lower) * (position - std::floor(position));
}

QImage pictureOf(const at::Tensor& rgb) // [H, W, 3] uint8, contiguous
{
    QImage picture(int(rgb.size(1)), int(rgb.size(0)), QImage::Format_RGB888);
    const auto* row = rgb.const_data_ptr<uint8_t>();
    for (int y = 0; y < picture.height(); ++y, row += 3 * rgb.size(1))
        std::memcpy(picture.scanLine(y), row, std::size_t(3 * rgb.size(1)));
    return picture;
}

QString windowNotice(const GreyWindow& window, bool chosen)
{
    return QString("deep samples shown from %1 to %2 (%3)")
        .arg(window.low)
        .arg(window.high)
        .arg(chosen ? "chosen window" : "0.5 to 99.5 percentile");
}

} // namespace

explain::Error imageError(const QString& expected, const QString& found)
{
    return {explain::Error::Kind::Input,
            QString("expected %1, found %2").arg(expected, found).toStdString()};
}

std::optional<explain::Error> checkSize(int64_t width, int64_t height)
{
    if (width < 1 || height < 1)
        return imageError("at least one pixel", QString("%1 x %2").arg(width).arg(height));
    if (std::max(width, height) > maxImageSide)
        return imageError(QString("at most %1 pixels a side").arg(maxImageSide),
                          QString("%1 x %2").arg(width).arg(height));
    if (width > maxImagePixels / height)
        return imageError(QString("at most %1 pixels").arg(maxImagePixels),
                          QString("%1 x %2").arg(width).arg(height));
    return {};
}

explain::Expected<QSize> uprightSize(int64_t width, int64_t height, int orientation)
{
    if (const auto refused = checkSize(width, height))
        return *refused;
    const QSize size{int(width), int(height)};
    return orientation >= 5 ? size.transposed() : size;
}

std::optional<GreyWindow> percentileWindow(const at::Tensor& samples)
{
    const auto* begin = samples.const_data_ptr<float>();
    std::vector<float> finite;
    finite.reserve(std::size_t(samples.numel()));
    std::copy_if(begin, begin + samples.numel(), std::back_inserter(finite),
                 [](float value) { return std::isfinite(value); });
    if (finite.empty())
        return {};
    const double low = percentile(finite, 0.5), high = percentile(finite, 99.5);
    if (low < high)
        return GreyWindow{low, high};
    const auto [least, most] = std::minmax_element(finite.begin(), finite.end());
    return *least < *most ? std::optional(GreyWindow{*least, *most}) : std::nullopt;
}

at::Tensor throughWindow(const at::Tensor& samples, GreyWindow window)
{
    TORCH_CHECK(window.low < window.high, "window ", window.low, " to ", window.high);
    at::Tensor shown = at::empty(samples.sizes(), at::kByte);
    const auto* from = samples.const_data_ptr<float>();
    const auto toByte = [&](float value) -> uint8_t {
        if (std::isnan(value))
            return 0;
        const double clipped = std::clamp(double(value), window.low, window.high);
        return uint8_t(
            std::floor((clipped - window.low) * 255.0 / (window.high - window.low) + 0.5));
    };
    std::transform(from, from + samples.numel(), shown.data_ptr<uint8_t>(), toByte);
    return shown;
}

at::Tensor turnedUpright(const at::Tensor& samples, int orientation)
{
    TORCH_CHECK(orientation >= 1 && orientation <= 8, "orientation ", orientation);
    const at::Tensor turned = orientation >= 5 ? samples.transpose(0, 1) : samples;
    switch (orientation) {
    case 2:
    case 6: return turned.flip(1);
    case 3:
    case 7: return turned.flip({0, 1});
    case 4:
    case 8: return turned.flip(0);
    default: return turned;
    }
}

Image finish(Raster raster, const ReadOptions& options)
{
    Image image{.orientation = raster.orientation, .pages = raster.pages};
    QStringList notices;
    if (raster.pages > 1)
        notices << QString("first of %1 pages").arg(raster.pages);
    if (!raster.notice.isEmpty())
        notices << raster.notice;
    if (raster.samples.scalar_type() == at::kFloat) {
        const auto window = options.window ? options.window : percentileWindow(raster.samples);
        // Equal samples have no contrast to show; any window that holds them on its low end does.
        const GreyWindow used = window.value_or(GreyWindow{0, 1});
        raster.samples = window ? throughWindow(raster.samples, used)
                                : at::zeros(raster.samples.sizes(), at::kByte);
        if (raster.lowIsWhite)
            raster.samples = 255 - raster.samples;
        image.window = used;
        notices << (window ? windowNotice(used, options.window.has_value())
                           : QString("all samples are equal"));
    }
    at::Tensor rgb = raster.samples.expand({-1, -1, 3});
    if (options.upright)
        rgb = turnedUpright(rgb, raster.orientation);
    rgb = rgb.contiguous();
    image.picture = pictureOf(rgb);
    image.size = image.picture.size();
    image.pixels = rgb.permute({2, 0, 1}).contiguous();
    image.pixelsSha256 = explain::sha256({static_cast<const char*>(image.pixels.const_data_ptr()),
                                          std::size_t(image.pixels.numel())});
    image.notice = notices.join("; ");
    return image;
}

} // namespace models
