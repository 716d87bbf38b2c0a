// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/resample.h"
#include "explain/nets/safetensors.h"

#include "tests/support/check.h"
#include "tests/support/png.h"

#include <sstream>

using namespace explain;

namespace {

/// The picture of tests/golden/make_resize.py, [3, height, width].
at::Tensor picture(int64_t height, int64_t width)
{
    const at::Tensor c = at::arange(3).view({3, 1, 1}), y = at::arange(height).view({1, -1, 1}),
                     x = at::arange(width).view({1, 1, -1});
    const at::Tensor board = (x.div(4, "floor") + y.div(3, "floor")).remainder(2) * 128;
    const at::Tensor sum = x * 37 + y * 101 + c * 53 + (x * y).remainder(7) * 29 + board;
    return sum.remainder(256).to(at::kByte).contiguous();
}

Filter filterNamed(const std::string& name)
{
    const std::map<std::string, Filter> filters{
        {"nearest", Filter::Nearest}, {"box", Filter::Box},         {"bilinear", Filter::Bilinear},
        {"hamming", Filter::Hamming}, {"bicubic", Filter::Bicubic}, {"lanczos", Filter::Lanczos}};
    return filters.at(name);
}

std::vector<std::string> parts(const std::string& line, char separator)
{
    std::vector<std::string> found;
    std::istringstream in(line);
    for (std::string part; std::getline(in, part, separator);)
        found.push_back(part);
    return found;
}

/// Two numbers of "12x34".
std::pair<int64_t, int64_t> size(const std::string& text)
{
    const auto numbers = parts(text, 'x');
    return {std::stoll(numbers.at(0)), std::stoll(numbers.at(1))};
}

bool same(const at::Tensor& found, const at::Tensor& rowsColumnsChannels)
{
    return found.equal(rowsColumnsChannels.permute({2, 0, 1}).contiguous());
}

} // namespace

TEST(pillowsOwnResultsBitByBit)
{
    const auto golden = readSafetensors(support::goldenFolder() / "resize.safetensors");
    REQUIRE_OK(golden);
    CHECK(golden->tensors.size() == 41);
    for (const auto& [name, expected] : golden->tensors) {
        const auto words = parts(name, '.');
        const auto [h, w] = size(words.at(2));
        const auto [oh, ow] = size(words.at(3));
        const auto order = words[0] == "classic" ? AxisOrder::Classic : AxisOrder::Pillow13;
        const at::Tensor found = resample(picture(h, w), oh, ow, filterNamed(words[1]), order);
        if (!CHECK(same(found, expected)))
            std::cerr << "  " << name << '\n';
    }
}

TEST(parityFixturesInBothOrders)
{
    NEED_SHARED("parity/cases/resize/expected.safetensors");
    const auto folder = support::sharedFolder() / "parity/cases";
    const auto golden = readSafetensors(folder / "resize/expected.safetensors");
    REQUIRE_OK(golden);
    CHECK(golden->tensors.size() == 40);
    for (const auto& [name, expected] : golden->tensors) {
        const auto words = parts(name, '.');
        const at::Tensor image = support::readPng(folder / "images" / (words[0] + ".png"));
        const auto [oh, ow] = size(words.at(2));
        const bool isClassic = words.size() == 3;
        const auto found = resample(image, oh, ow, filterNamed(words[1]),
                                    isClassic ? AxisOrder::Classic : AxisOrder::Pillow13);
        if (!CHECK(same(found, expected)))
            std::cerr << "  " << name << '\n';
    }
}

TEST(aWindowIsCutOutOfTheWhole)
{
    for (const auto order : {AxisOrder::Classic, AxisOrder::Pillow13})
        for (const auto filter : {Filter::Nearest, Filter::Bicubic, Filter::Lanczos})
            for (const auto& [h, w] : {std::pair{20, 30}, {61, 30}, {20, 13}, {33, 45}}) {
                const at::Tensor image = picture(h, w);
                const at::Tensor whole = resample(image, 33, 30, filter, order);
                const at::Tensor part = resample(image, 33, 30, filter, order, {5, 7, 11, 20});
                CHECK(part.equal(whole.narrow(1, 5, 11).narrow(2, 7, 20).contiguous()));
            }
}

TEST(whatHasOneColourKeepsIt)
{
    const at::Tensor grey = at::full({3, 17, 40}, 201, at::kByte);
    for (const auto filter : {Filter::Nearest, Filter::Box, Filter::Bilinear, Filter::Hamming,
                              Filter::Bicubic, Filter::Lanczos})
        CHECK(resample(grey, 50, 9, filter).eq(201).all().item<bool>());
}

TEST(pixelsOutsideTheWindowCostNothing)
{
    constexpr int64_t width = int64_t(1) << 40; // whole, no machine could hold it
    const at::Tensor part = resample(picture(3, 2400), 224, width, Filter::Bicubic,
                                     AxisOrder::Classic, {0, width / 2, 224, 224});
    CHECK(part.sizes() == at::IntArrayRef({3, 224, 224}));
}
