// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/image_prep.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace explain {

namespace {

using Resize = ImagePreparation::Resize;

constexpr int64_t mostCanvasPixels = int64_t(1) << 26;
constexpr int64_t longestEdge = int64_t(1) << 24; // of the resized image, which is never made whole

struct Size {
    int64_t height = 0, width = 0;
};

std::string inWords(Size size)
{
    return std::to_string(size.height) + " x " + std::to_string(size.width);
}

int64_t roundedHalfEven(double x)
{
    return int64_t(std::nearbyint(x)); // the rounding mode is never changed
}

Size shortestEdgeSize(Size image, const ImagePreparation& p)
{
    int64_t shorter = p.edge;
    const int64_t low = std::min(image.height, image.width);
    const int64_t high = std::max(image.height, image.width);
    double exactShorter = double(p.edge);
    if (p.maxEdge > 0 && double(high) / double(low) * double(p.edge) > double(p.maxEdge)) {
        exactShorter = double(p.maxEdge) * double(low) / double(high);
        shorter = std::max<int64_t>(roundedHalfEven(exactShorter), 1);
    }
    const auto longer = std::max<int64_t>(int64_t(exactShorter * double(high) / double(low)), 1);
    return image.height <= image.width ? Size{shorter, longer} : Size{longer, shorter};
}

/// \p image scaled so that it fits into the canvas (\p inside) or covers it.
Size keptRatioSize(Size image, const ImagePreparation& p, bool inside)
{
    const double down = double(image.height) / double(p.height);
    const double across = double(image.width) / double(p.width);
    const double ratio = inside ? std::max(down, across) : std::min(down, across);
    return {std::max<int64_t>(roundedHalfEven(double(image.height) / ratio), 1),
            std::max<int64_t>(roundedHalfEven(double(image.width) / ratio), 1)};
}

Size resizedSize(Size image, const ImagePreparation& p)
{
    switch (p.resize) {
    case Resize::None: return image;
    case Resize::ShortestEdge: return shortestEdgeSize(image, p);
    case Resize::Squash: return {p.height, p.width};
    case Resize::Fill:
    case Resize::LongestEdge: return keptRatioSize(image, p, p.resize == Resize::LongestEdge);
    }
    return image;
}

/// Where one axis of the resized image meets the canvas.
struct Placement {
    int64_t first = 0;  ///< resized sample that the first shown canvas sample shows
    int64_t offset = 0; ///< canvas samples before it: padding
    int64_t count = 0;  ///< samples shown
};

Placement place(int64_t resized, int64_t canvas, const ImagePreparation& p)
{
    if (p.place == ImagePreparation::Place::TopLeft)
        return {0, 0, std::min(resized, canvas)};
    if (resized <= canvas)
        return {0, (canvas - resized) / 2, resized};
    const int64_t rest = resized - canvas;
    const bool halfEven = p.rounding == ImagePreparation::CropRounding::HalfEven;
    return {halfEven ? roundedHalfEven(double(rest) / 2) : rest / 2, 0, canvas};
}

/// Canvas values of the 256 grey levels, one row a channel.
at::Tensor levelValues(const ImagePreparation& p)
{
    const at::Tensor levels = at::arange(256, at::kDouble) * p.rescale;
    if (!p.normalises)
        return levels.expand({3, 256}).to(at::kFloat);
    const at::Tensor mean = at::tensor(at::ArrayRef<double>(p.mean), at::kDouble).unsqueeze(1);
    const at::Tensor deviation =
        at::tensor(at::ArrayRef<double>(p.deviation), at::kDouble).unsqueeze(1);
    return ((levels - mean) / deviation).to(at::kFloat);
}

at::Tensor canvasOf(const at::Tensor& shown, Size canvas, int64_t top, int64_t left,
                    const ImagePreparation& p)
{
    const at::Tensor values = levelValues(p);
    const bool isFull = shown.size(1) == canvas.height && shown.size(2) == canvas.width;
    at::Tensor pixels = at::empty({1, 3, canvas.height, canvas.width}, at::kFloat);
    for (int64_t channel = 0; channel < 3; ++channel) {
        at::Tensor plane = pixels[0][channel];
        if (!isFull)
            plane.fill_(p.outside == ImagePreparation::Outside::Mean
                            ? at::Scalar(0.0)
                            : values[channel][p.fill[std::size_t(channel)]].item());
        plane.narrow(0, top, shown.size(1))
            .narrow(1, left, shown.size(2))
            .copy_(values[channel]
                       .index_select(0, shown[channel].reshape(-1).to(at::kInt))
                       .view({shown.size(1), shown.size(2)}));
    }
    return pixels;
}

Expected<at::Tensor> eightBit(const at::Tensor& image)
{
    if (image.scalar_type() == at::kByte)
        return image;
    TORCH_CHECK(image.is_floating_point(), "image: neither uint8 nor floating point");
    if (!image.isfinite().all().item<bool>())
        return Error{Error::Kind::Input, "image: expected finite values, found others"};
    return (image.to(at::kFloat) * 255).round().clamp(0, 255).to(at::kByte);
}

const char* nameOf(Resize resize)
{
    switch (resize) {
    case Resize::None: return "none";
    case Resize::ShortestEdge: return "shortest";
    case Resize::Fill: return "fill";
    case Resize::Squash: return "squash";
    case Resize::LongestEdge: return "longest";
    }
    return "";
}

const char* nameOf(Filter filter)
{
    switch (filter) {
    case Filter::Nearest: return "nearest";
    case Filter::Box: return "box";
    case Filter::Bilinear: return "bilinear";
    case Filter::Hamming: return "hamming";
    case Filter::Bicubic: return "bicubic";
    case Filter::Lanczos: return "lanczos";
    }
    return "";
}

/// Numbers in their shortest exact form, in any locale.
template <class Numbers> std::string listed(const Numbers& numbers)
{
    std::string line;
    for (const auto number : numbers) {
        std::array<char, 32> digits;
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
        line.append(line.empty() ? "" : ",").append(digits.data(), end);
    }
    return line;
}

} // namespace

ImagePreparation clipPreparation(int64_t imageSize)
{
    return {.edge = imageSize,
            .height = imageSize,
            .width = imageSize,
            .cropHeight = imageSize,
            .cropWidth = imageSize};
}

std::string describe(const ImagePreparation& p)
{
    std::string line = std::string("resize ") + nameOf(p.resize);
    if (p.resize == Resize::ShortestEdge)
        line += ' ' + std::to_string(p.edge)
            + (p.maxEdge ? " to " + std::to_string(p.maxEdge) : std::string());
    else if (p.resize != Resize::None)
        line += ' ' + std::to_string(p.height) + 'x' + std::to_string(p.width);
    if (p.resize != Resize::None)
        line += std::string(" ") + nameOf(p.filter)
            + (p.order == AxisOrder::Classic ? " classic" : " pillow13");
    if (p.crops) {
        line += "; canvas " + std::to_string(p.cropHeight) + 'x' + std::to_string(p.cropWidth);
        line += p.place == ImagePreparation::Place::TopLeft          ? " top left"
            : p.rounding == ImagePreparation::CropRounding::HalfEven ? " centre half-even"
                                                                     : " centre floor";
        line += p.outside == ImagePreparation::Outside::Mean ? std::string(", outside mean")
                                                             : ", outside " + listed(p.fill);
    }
    line += "; times " + listed(std::array{p.rescale});
    if (p.normalises)
        line += "; mean " + listed(p.mean) + "; deviation " + listed(p.deviation);
    return line;
}

Expected<PreparedImage> prepare(const at::Tensor& image, const ImagePreparation& p)
{
    TORCH_CHECK(image.dim() == 3 && image.size(0) == 3 && image.numel() > 0 && image.is_cpu(),
                "image: not [3, H, W] on the CPU: ", image.sizes());
    const Size original{image.size(1), image.size(2)};
    const Size resized = resizedSize(original, p);
    const Size canvas = p.crops ? Size{p.cropHeight, p.cropWidth} : resized;
    if (std::max(resized.height, resized.width) > longestEdge)
        return Error{Error::Kind::Input,
                     "image: expected sides of at most " + std::to_string(longestEdge)
                         + " pixels once resized, found " + inWords(resized)};
    if (canvas.height * canvas.width > mostCanvasPixels)
        return Error{Error::Kind::Input,
                     "image: expected a canvas of at most " + std::to_string(mostCanvasPixels)
                         + " pixels, found one of " + inWords(canvas)};

    const Placement down = place(resized.height, canvas.height, p);
    const Placement across = place(resized.width, canvas.width, p);
    const auto pixels = eightBit(image);
    if (!pixels)
        return pixels.error();
    const at::Tensor shown = resample(*pixels, resized.height, resized.width, p.filter, p.order,
                                      {down.first, across.first, down.count, across.count});

    const double x = double(original.width) / double(resized.width);
    const double y = double(original.height) / double(resized.height);
    return PreparedImage{.pixels = canvasOf(shown, canvas, down.offset, across.offset, p),
                         .toImage = {x, 0, double(across.first - across.offset) * x, //
                                     0, y, double(down.first - down.offset) * y}};
}

} // namespace explain
