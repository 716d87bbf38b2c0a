// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/resample.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace explain {

namespace {

constexpr int precisionBits = 22; // of the fixed-point weights
constexpr double pi = 3.14159265358979323846;

double sinc(double x)
{
    return x == 0 ? 1 : std::sin(pi * x) / (pi * x);
}

double supportOf(Filter filter)
{
    switch (filter) {
    case Filter::Nearest: // has its own way
    case Filter::Box: return 0.5;
    case Filter::Bilinear:
    case Filter::Hamming: return 1;
    case Filter::Bicubic: return 2;
    case Filter::Lanczos: return 3;
    }
    return 0;
}

double bicubic(double t)
{
    constexpr double a = -0.5;
    if (t < 1)
        return ((a + 2) * t - (a + 3)) * t * t + 1;
    return t < 2 ? (((t - 5) * t + 8) * t - 4) * a : 0;
}

double kernel(Filter filter, double x)
{
    const double t = std::abs(x);
    switch (filter) {
    case Filter::Nearest:
    case Filter::Box: return x > -0.5 && x <= 0.5 ? 1 : 0;
    case Filter::Bilinear: return t < 1 ? 1 - t : 0;
    case Filter::Hamming: return t < 1 ? sinc(t) * (0.54 + 0.46 * std::cos(pi * t)) : 0;
    case Filter::Bicubic: return bicubic(t);
    case Filter::Lanczos: return x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0;
    }
    return 0;
}

/// What each kept output sample of one axis is a weighted sum of.
struct Taps {
    struct Run {
        int64_t first = 0;       ///< input sample
        std::size_t weights = 0; ///< where they begin in `weights`
        int64_t count = 0;
    };
    std::vector<Run> runs; ///< one an output sample
    std::vector<int32_t> weights;
};

/// Outputs [begin, end) of \p outputs samples made of \p inputs.
Taps tapsOf(int64_t inputs, int64_t outputs, int64_t begin, int64_t end, Filter filter)
{
    const double scale = double(inputs) / double(outputs);
    const double filterScale = std::max(scale, 1.0);
    const double support = supportOf(filter) * filterScale;
    const double step = 1 / filterScale;
    Taps taps;
    std::vector<double> exact;
    for (int64_t i = begin; i < end; ++i) {
        const double centre = (double(i) + 0.5) * scale;
        const int64_t first = std::max<int64_t>(int64_t(centre - support + 0.5), 0);
        const int64_t last = std::min<int64_t>(int64_t(centre + support + 0.5), inputs);
        exact.clear();
        double sum = 0;
        for (int64_t j = first; j < last; ++j) {
            exact.push_back(kernel(filter, (double(j) - centre + 0.5) * step));
            sum += exact.back();
        }
        taps.runs.push_back({first, taps.weights.size(), int64_t(exact.size())});
        for (const double weight : exact) {
            const double fixed = (sum == 0 ? weight : weight / sum) * (1 << precisionBits);
            taps.weights.push_back(int32_t(fixed < 0 ? fixed - 0.5 : fixed + 0.5));
        }
    }
    return taps;
}

/// Inputs [first, last) that any of the outputs needs.
std::pair<int64_t, int64_t> reachOf(const Taps& taps)
{
    int64_t first = taps.runs.front().first, last = first;
    for (const Taps::Run& run : taps.runs) {
        first = std::min(first, run.first);
        last = std::max(last, run.first + run.count);
    }
    return {first, std::max(last, first + 1)};
}

uint8_t rounded(int32_t sum)
{
    return uint8_t(std::clamp(sum >> precisionBits, 0, 255));
}

constexpr int32_t half = 1 << (precisionBits - 1);

/// [3, H, W] -> [3, H, outputs].
at::Tensor acrossRows(const at::Tensor& image, const Taps& taps)
{
    const int64_t lines = image.size(0) * image.size(1), width = image.size(2);
    const auto outputs = int64_t(taps.runs.size());
    at::Tensor out = at::empty({image.size(0), image.size(1), outputs}, image.options());
    const auto* in = image.const_data_ptr<uint8_t>();
    auto* to = out.mutable_data_ptr<uint8_t>();
    for (int64_t line = 0; line < lines; ++line, in += width) {
        for (const Taps::Run& run : taps.runs) {
            const int32_t* const weights = taps.weights.data() + run.weights;
            const uint8_t* const pixels = in + run.first;
            int32_t sum = half;
            for (int64_t k = 0; k < run.count; ++k)
                sum += weights[k] * pixels[k];
            *to++ = rounded(sum);
        }
    }
    return out;
}

/// [3, H, W] -> [3, outputs, W].
at::Tensor downColumns(const at::Tensor& image, const Taps& taps)
{
    const int64_t channels = image.size(0), height = image.size(1), width = image.size(2);
    const auto outputs = int64_t(taps.runs.size());
    at::Tensor out = at::empty({channels, outputs, width}, image.options());
    std::vector<int32_t> sums(std::size_t(width), 0);
    auto* to = out.mutable_data_ptr<uint8_t>();
    for (int64_t channel = 0; channel < channels; ++channel) {
        const uint8_t* const plane = image.const_data_ptr<uint8_t>() + channel * height * width;
        for (const Taps::Run& run : taps.runs) {
            std::fill(sums.begin(), sums.end(), half);
            for (int64_t k = 0; k < run.count; ++k) {
                const int32_t weight = taps.weights[run.weights + std::size_t(k)];
                const uint8_t* const row = plane + (run.first + k) * width;
                for (int64_t x = 0; x < width; ++x)
                    sums[std::size_t(x)] += weight * row[x];
            }
            to = std::transform(sums.begin(), sums.end(), to, rounded);
        }
    }
    return out;
}

/// One pass along \p dimension, 1 or 2, that keeps outputs [begin, end).
at::Tensor resampled(const at::Tensor& image, int64_t dimension, const Taps& taps)
{
    return dimension == 1 ? downColumns(image.contiguous(), taps)
                          : acrossRows(image.contiguous(), taps);
}

/// Source positions of outputs [begin, end), as Pillow's ImagingScaleAffine() adds them up.
std::vector<int64_t> nearestOf(int64_t inputs, int64_t outputs, int64_t begin, int64_t end)
{
    const double scale = double(inputs) / double(outputs);
    std::vector<int64_t> sources;
    double position = scale * 0.5;
    for (int64_t i = 0; i < end; ++i, position += scale)
        if (i >= begin)
            sources.push_back(std::min(int64_t(position), inputs - 1));
    return sources;
}

at::Tensor nearest(const at::Tensor& image, int64_t height, int64_t width,
                   const PixelWindow& window)
{
    const auto rows = nearestOf(image.size(1), height, window.top, window.top + window.height);
    const auto columns = nearestOf(image.size(2), width, window.left, window.left + window.width);
    return image.index_select(1, at::tensor(rows, at::kLong))
        .index_select(2, at::tensor(columns, at::kLong));
}

} // namespace

at::Tensor resample(const at::Tensor& image, int64_t height, int64_t width, Filter filter,
                    AxisOrder order, const PixelWindow& window)
{
    TORCH_CHECK(image.dim() == 3 && image.size(0) == 3 && image.numel() > 0
                    && image.scalar_type() == at::kByte && image.is_cpu(),
                "image: not [3, H, W] uint8 on the CPU: ", image.sizes());
    TORCH_CHECK(height >= 1 && width >= 1, "size ", height, " x ", width);
    TORCH_CHECK(window.top >= 0 && window.left >= 0 && window.height >= 1 && window.width >= 1
                    && window.top + window.height <= height && window.left + window.width <= width,
                "window outside of ", height, " x ", width);

    const int64_t h = image.size(1), w = image.size(2);
    if (filter == Filter::Nearest)
        return nearest(image, height, width, window);

    // A pass that changes no size is left out, and so is what the other pass never reads.
    const bool scalesRows = h != height, scalesColumns = w != width;
    at::Tensor part = image;
    Taps down, across;
    if (scalesRows)
        down = tapsOf(h, height, window.top, window.top + window.height, filter);
    else
        part = part.narrow(1, window.top, window.height);
    if (scalesColumns)
        across = tapsOf(w, width, window.left, window.left + window.width, filter);
    else
        part = part.narrow(2, window.left, window.width);

    const bool downFirst =
        order == AxisOrder::Pillow13 && h > height && h - height > 2 * (w - width);
    const auto pass = [&](int64_t dimension, bool isFirst) {
        Taps& own = dimension == 1 ? down : across;
        Taps& other = dimension == 1 ? across : down;
        if (own.runs.empty())
            return;
        if (isFirst && !other.runs.empty()) {
            const auto [first, last] = reachOf(other);
            part = part.narrow(3 - dimension, first, last - first);
            for (Taps::Run& run : other.runs)
                run.first -= first;
        }
        part = resampled(part, dimension, own);
    };
    pass(downFirst ? 1 : 2, true);
    pass(downFirst ? 2 : 1, false);
    return part.contiguous();
}

at::Tensor resample(const at::Tensor& image, int64_t height, int64_t width, Filter filter,
                    AxisOrder order)
{
    return resample(image, height, width, filter, order, {0, 0, height, width});
}

} // namespace explain
