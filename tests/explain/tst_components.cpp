// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/ops/components.h"

#include "tests/support/check.h"

using namespace explain;

namespace {

/// '#' in, '.' out, '?' never seen.
at::Tensor mask(const std::vector<std::string>& lines)
{
    at::Tensor pixels = at::zeros({int64_t(lines.size()), int64_t(lines[0].size())}, at::kByte);
    for (std::size_t y = 0; y < lines.size(); ++y)
        for (std::size_t x = 0; x < lines[y].size(); ++x)
            pixels[int64_t(y)][int64_t(x)] = lines[y][x] == '#' ? 1 : lines[y][x] == '?' ? 255 : 0;
    return pixels;
}

at::Tensor cleaned(const std::vector<std::string>& lines, const Cleaning& cleaning)
{
    const at::Tensor pixels = mask(lines);
    clean(pixels, cleaning);
    return pixels;
}

} // namespace

TEST(onlyEnclosedHolesAreFilled)
{
    CHECK(cleaned({"#####..", "#.#.#..", "#####.#", "..#...."}, {.fillHoles = true})
              .equal(mask({"#####..", "#####..", "#####.#", "..#...."})));
    // A hole beside what was never seen may lead out.
    CHECK(cleaned({"####", "#.?#", "####"}, {.fillHoles = true})
              .equal(mask({"####", "#.?#", "####"})));
    // Corners close a ring: areas connect over them, holes do not.
    CHECK(cleaned({".#.", "#.#", ".#."}, {.fillHoles = true}).equal(mask({".#.", "###", ".#."})));
}

TEST(theLargestAreaStays)
{
    CHECK(cleaned({"##...", "##..#", "....#", "..?.#"}, {.largestAlone = true})
              .equal(mask({"##...", "##...", ".....", "..?.."})));
    // A staircase is one area; of two equals the upper one stays.
    CHECK(cleaned({"#...", ".#..", "....", "..##"}, {.largestAlone = true})
              .equal(mask({"#...", ".#..", "....", "...."})));
}

TEST(smallAreasGo)
{
    CHECK(cleaned({"#.##", "..##", "#..."}, {.minimumArea = 2})
              .equal(mask({"..##", "..##", "...."})));
    CHECK(cleaned({"...", "..."}, {.largestAlone = true, .minimumArea = 2})
              .equal(mask({"...", "..."})));
}

TEST(areasThatMeetLateAreOne)
{
    const std::vector<std::string> comb = {"#.#.#", "#.#.#", "#####"};
    CHECK(cleaned(comb, {.minimumArea = 11}).equal(mask(comb)));
    const std::vector<std::string> spiral = {"#######", "......#", "#####.#", "#...#.#",
                                             "#.###.#", "#.....#", "#######"};
    CHECK(cleaned(spiral, {.minimumArea = 31}).equal(mask(spiral)));
}

TEST(componentsAgreeWithFloodFillOnRandomMasks)
{
    at::manual_seed(2);
    for (int trial = 0; trial < 20; ++trial) {
        const at::Tensor pixels = (at::rand({13, 17}) < .45).to(at::kByte);
        const at::Tensor largest = pixels.clone();
        clean(largest, {.largestAlone = true});
        // Grow from any pixel that stayed: it must reach exactly those that stayed.
        if (largest.sum().item<int64_t>() == 0)
            continue;
        at::Tensor grown = at::zeros_like(pixels, at::kFloat);
        grown.view({-1})[largest.view({-1}).argmax()] = 1;
        for (int step = 0; step < 13 * 17; ++step)
            grown = at::max_pool2d(grown.unsqueeze(0), 3, 1, 1)[0] * pixels;
        CHECK(grown.to(at::kByte).equal(largest));
    }
}
