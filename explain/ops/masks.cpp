// SPDX-License-Identifier: Apache-2.0
#include "explain/ops/masks.h"

#include <ATen/ATen.h>

#include <cmath>

namespace explain {
namespace {

constexpr uint8_t neverSeen = 255;

at::Tensor perMap(const std::vector<double>& values, const at::Tensor& band) // [K, 1, 1]
{
    return at::tensor(values, at::kDouble).view({-1, 1, 1}).to(band.device());
}

/// [K, h, W] 0 to 255, cut to whole numbers but still floating point; NaN stays NaN.
at::Tensor bytesOf(const at::Tensor& band, const std::vector<Range>& ranges)
{
    std::vector<double> lows, spans;
    for (const Range& range : ranges) {
        lows.push_back(range.low);
        spans.push_back(range.isFlat() ? INFINITY : range.high - range.low);
    }
    return (255 * ((band.to(at::kDouble) - perMap(lows, band)) / perMap(spans, band))).floor();
}

std::vector<std::array<int64_t, 256>> byteHistograms(const ImageMaps& maps,
                                                     const std::vector<Range>& ranges)
{
    at::Tensor counts = at::zeros({maps.count(), 256}, at::kLong);
    maps.eachBand([&](int64_t, const at::Tensor& band) {
        const at::Tensor bytes = bytesOf(band, ranges);
        for (int64_t k = 0; k < maps.count(); ++k) {
            const at::Tensor seen = bytes[k].masked_select(bytes[k].isfinite());
            counts[k] += at::bincount(seen.to(at::kLong), {}, 256).cpu();
        }
    });
    std::vector<std::array<int64_t, 256>> histograms(static_cast<std::size_t>(maps.count()));
    for (int64_t k = 0; k < maps.count(); ++k)
        std::copy_n(counts[k].const_data_ptr<int64_t>(), 256, histograms[std::size_t(k)].begin());
    return histograms;
}

/// Narrows down where the running sum of values, largest first, reaches a goal.
struct Search {
    double low = 0, high = 0; ///< the threshold lies in [low, high)
    double above = 0;         ///< sum of the values from `high` up
    double goal = 0;

    static constexpr int64_t bins = 4096;

    at::Tensor sums(const at::Tensor& map) const // [bins] of the values in [low, high)
    {
        const at::Tensor value = map.masked_select((map >= low).logical_and(map < high));
        const at::Tensor bin = ((value - low) / (high - low) * double(bins)).to(at::kLong);
        return at::bincount(bin.clamp(0, bins - 1), value, bins).cpu();
    }

    void narrow(const at::Tensor& sumsOfBins)
    {
        const double width = (high - low) / double(bins);
        int64_t bin = bins - 1;
        for (double sum = above; bin > 0; --bin) {
            sum += sumsOfBins[bin].item<double>();
            if (sum >= goal)
                break;
            above = sum;
        }
        high = low + double(bin + 1) * width;
        low += double(bin) * width;
    }
};

} // namespace

at::Tensor masksWhere(const ImageMaps& maps, const Decision& isIn)
{
    at::Tensor masks = at::empty({maps.count(), maps.height(), maps.width()}, at::kByte);
    maps.eachBand([&](int64_t top, const at::Tensor& band) {
        masks.narrow(1, top, band.size(1))
            .copy_(isIn(band).to(at::kByte).masked_fill(band.isnan(), neverSeen));
    });
    return masks;
}

at::Tensor masksFrom(const ImageMaps& maps, const std::vector<double>& thresholds)
{
    TORCH_CHECK(int64_t(thresholds.size()) == maps.count(), thresholds.size(), " thresholds for ",
                maps.count(), " maps");
    return masksWhere(maps,
                      [&](const at::Tensor& band) { return band >= perMap(thresholds, band); });
}

at::Tensor largestOf(const ImageMaps& maps, double floor)
{
    return masksWhere(maps, [&](const at::Tensor& band) {
        const auto [largest, winner] = band.nan_to_num(-INFINITY).max(0, /*keepdim=*/true);
        const at::Tensor each = at::arange(band.size(0), winner.options()).view({-1, 1, 1});
        return winner.eq(each).logical_and(largest >= floor);
    });
}

std::vector<Range> rangesOf(const ImageMaps& maps)
{
    std::vector<Range> ranges(static_cast<std::size_t>(maps.count()));
    maps.eachBand([&](int64_t, const at::Tensor& band) {
        const at::Tensor flat = band.to(at::kDouble).flatten(1);
        const at::Tensor low = std::get<0>(flat.nan_to_num(INFINITY).min(1)).cpu();
        const at::Tensor high = std::get<0>(flat.nan_to_num(-INFINITY).max(1)).cpu();
        for (std::size_t k = 0; k < ranges.size(); ++k) {
            ranges[k].low = std::min(ranges[k].low, low[int64_t(k)].item<double>());
            ranges[k].high = std::max(ranges[k].high, high[int64_t(k)].item<double>());
        }
    });
    return ranges;
}

at::Tensor otsuMasks(const ImageMaps& maps, const std::vector<Range>& ranges,
                     std::vector<double>* thresholds)
{
    std::vector<double> bytes, inUnits;
    const auto histograms = byteHistograms(maps, ranges);
    for (std::size_t k = 0; k < ranges.size(); ++k) {
        const int byte = ranges[k].isFlat() ? 255 : otsuThreshold(histograms[k]);
        bytes.push_back(byte);
        inUnits.push_back(ranges[k].low + (byte + 1) / 255.0 * (ranges[k].high - ranges[k].low));
    }
    if (thresholds)
        *thresholds = inUnits;
    return masksWhere(
        maps, [&](const at::Tensor& band) { return bytesOf(band, ranges) > perMap(bytes, band); });
}

int otsuThreshold(const std::array<int64_t, 256>& histogram)
{
    double count = 0, sum = 0;
    for (int byte = 0; byte < 256; ++byte) {
        count += double(histogram[std::size_t(byte)]);
        sum += double(byte) * double(histogram[std::size_t(byte)]);
    }
    int best = 0;
    double largest = -1, countBelow = 0, sumBelow = 0;
    for (int byte = 0; byte < 256; ++byte) {
        const double here = double(histogram[std::size_t(byte)]);
        if (here == 0) // the same split as before
            continue;
        countBelow += here;
        sumBelow += byte * here;
        const double countAbove = count - countBelow;
        if (countAbove == 0)
            break;
        const double gap = sumBelow / countBelow - (sum - sumBelow) / countAbove;
        const double between = countBelow * countAbove * gap * gap;
        if (between > largest) {
            largest = between;
            best = byte;
        }
    }
    return best;
}

std::vector<double> topShareThresholds(const ImageMaps& maps, const std::vector<Range>& ranges,
                                       double share)
{
    TORCH_CHECK(share > 0 && share <= 1, "share ", share);
    constexpr int rounds = 4; // 4096^4 steps are finer than float64 next to 1
    std::vector<Search> searches;
    for (const Range& range : ranges)
        searches.push_back({.high = std::nextafter(range.high, INFINITY)});
    for (int round = 0; round < rounds; ++round) {
        at::Tensor sums = at::zeros({maps.count(), Search::bins}, at::kDouble);
        maps.eachBand([&](int64_t, const at::Tensor& band) {
            for (std::size_t k = 0; k < searches.size(); ++k)
                if (searches[k].high > searches[k].low)
                    sums[int64_t(k)] += searches[k].sums(band[int64_t(k)].to(at::kDouble));
        });
        for (std::size_t k = 0; k < searches.size(); ++k) {
            if (round == 0)
                searches[k].goal = share * sums[int64_t(k)].sum().item<double>() * (1 - 1e-12);
            searches[k].narrow(sums[int64_t(k)]);
        }
    }
    std::vector<double> thresholds;
    for (std::size_t k = 0; k < searches.size(); ++k)
        thresholds.push_back(ranges[k].high > 0 ? searches[k].low : INFINITY);
    return thresholds;
}

std::vector<double> areasOf(const at::Tensor& masks)
{
    std::vector<double> areas;
    for (int64_t k = 0; k < masks.size(0); ++k) {
        const double in = double(masks[k].eq(1).sum().item<int64_t>());
        const double seen = double(masks[k].ne(neverSeen).sum().item<int64_t>());
        areas.push_back(seen > 0 ? in / seen : 0);
    }
    return areas;
}

} // namespace explain
