// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/ops/pamr.h"

#include "tests/support/check.h"
#include "tests/support/given_network.h"

using namespace explain;
using support::near;

TEST(constantMapsStayAndNoValueLeavesTheRange)
{
    at::manual_seed(4);
    const at::Tensor image = at::rand({3, 20, 31});
    CHECK(near(pamr(at::full({1, 20, 31}, .3), image), at::full({1, 20, 31}, .3), 1e-6));
    const at::Tensor maps = at::rand({2, 20, 31});
    const at::Tensor found = pamr(maps, image);
    CHECK(found.min().item<double>() >= maps.min().item<double>() - 1e-6);
    CHECK(found.max().item<double>() <= maps.max().item<double>() + 1e-6);
}

TEST(onAFlatImageAStepIsThePlainMeanOfTheNeighbours)
{
    at::manual_seed(6);
    const at::Tensor maps = at::rand({1, 5, 6}, at::kDouble);
    const at::Tensor found = pamr(maps, at::full({3, 5, 6}, .5), 1, {1});
    const at::Tensor block = maps[0].slice(0, 1, 4).slice(1, 2, 5);
    const double expected = (block.sum() - block[1][1]).item<double>() / 8;
    CHECK(std::abs(found[0][2][3].item<double>() - expected) < 1e-7);
}

TEST(mapsFlowAlongColoursAndNotAcrossThem)
{
    // Left half dark, right half bright; the map knows one column of the left half.
    at::Tensor image = at::zeros({3, 24, 40});
    image.slice(2, 20).fill_(1);
    at::Tensor maps = at::zeros({1, 24, 40});
    maps.slice(2, 10, 12).fill_(1);
    const at::Tensor found = pamr(maps, image, 20, {1, 2});
    CHECK(found[0][12][18].item<double>() > 10 * found[0][12][22].item<double>());
}

TEST(refinedMapsLieOnTheImage)
{
    Geometry geometry = support::gridOf(2, 2, 8);
    geometry.imageHeight = 40;
    geometry.imageWidth = 1200; // worked on at 512
    geometry.toImage = {1000. / 16, 0, 100, 0, 40. / 16, 0};
    const ImageMaps found =
        refined(at::rand({2, 2, 2}), geometry, at::randint(256, {3, 40, 1200}).to(at::kByte));
    CHECK(found.count() == 2 && found.height() == 40 && found.width() == 1200);
    const at::Tensor middle = found.rows(20, 21)[0][0];
    CHECK(middle[50].isnan().item<bool>() && middle[1150].isnan().item<bool>());
    CHECK(middle.slice(0, 110, 1090).isfinite().all().item<bool>());
}
