// SPDX-License-Identifier: Apache-2.0
#include "tests/support/check.h"
#include "training/losses.h"

#include <cmath>

using namespace training;

namespace {

double softplus(double x)
{
    return std::log1p(std::exp(x));
}

bool near(const at::Tensor& found, double expected)
{
    return std::abs(found.item<double>() - expected) < 1e-5;
}

} // namespace

TEST(foilsAreLostBySoftplusOfTheMargin)
{
    const at::Tensor margins = at::tensor({.2, -.1}, at::kFloat);
    CHECK(near(foilLoss(margins, at::full({}, 10.)), (softplus(-2) + softplus(1)) / 2));
    CHECK(near(foilLoss(at::zeros({3}), at::full({}, 10.)), std::log(2.)));
}

TEST(trueAndFalseCellsAreAveragedApart)
{
    const at::Tensor logits = at::tensor({1., -2., .5, 3., 0., -1.}, at::kFloat).view({2, 3});
    const at::Tensor truth = at::tensor({1., 0., 0., 1., 0., 0.}, at::kFloat).view({2, 3});
    const double yes = (softplus(-1) + softplus(-3)) / 2;
    const double no = (softplus(-2) + softplus(.5) + softplus(0) + softplus(-1)) / 4;
    CHECK(near(truthLoss(logits, truth, 2), yes + 2 * no));
    // A table without a true cell asks for the false ones alone.
    CHECK(near(truthLoss(at::zeros({1, 2}), at::zeros({1, 2}), 2), 2 * std::log(2.)));
}

TEST(patchesAreInsideOutsideOrNotAsked)
{
    // One picture, four patches, two phrases: a large thing and nothing.
    const at::Tensor covered =
        at::tensor({1., 0., .39, 0., .05, 0., .2, 0.}, at::kFloat).view({1, 4, 2});
    const PatchLabels labels = patchLabels(covered);
    const auto is = [](const at::Tensor& mask, std::vector<float> expected) {
        return mask.flatten().equal(at::tensor(expected));
    };
    CHECK(is(labels.inside.select(2, 0), {1, 0, 0, 0}));
    CHECK(is(labels.outside.select(2, 0), {0, 0, 1, 0})); // .39 and .2 are neither
    CHECK(is(labels.inside.select(2, 1), {0, 0, 0, 0}));
    CHECK(is(labels.outside.select(2, 1), {1, 1, 1, 1}));
    // A thing smaller than a patch: its best patch counts.
    const PatchLabels small =
        patchLabels(at::tensor({.1, .07, .02, 0.}, at::kFloat).view({1, 4, 1}));
    CHECK(is(small.inside, {1, 1, 0, 0}));
    CHECK(is(small.outside, {0, 0, 1, 1}));

    const at::Tensor logits = at::tensor({2., -1., 0., 1.}, at::kFloat).view({1, 4, 1});
    const double inside = (softplus(-2) + softplus(1)) / 2,
                 outside = (softplus(0) + softplus(1)) / 2;
    CHECK(near(patchLoss(logits, small, 4), inside + 4 * outside));
}

TEST(readOutsThatKnowEverythingLoseNothing)
{
    // One red circle (colour 0, shape 0) at the middle, solid and small; nothing else.
    DomainBatch batch{.domain = phantom::Domain::Shapes, .images = 1};
    batch.contents = at::full({1, 2, 10, 6}, -1.);
    batch.contents.select(-1, 0).zero_();
    batch.objects = at::ones({1}, at::kLong);
    for (int section = 0; section < 2; ++section)
        batch.contents[0][section][0].copy_(at::tensor({1., 48., 48., 0., 0., 0.}));
    at::Tensor outputs = at::full({1, readOutCount()}, -40.);
    for (const int section : {0, 200}) {
        outputs[0][section] = 40;                              // present; not two, not three
        outputs[0].slice(0, section + 3, section + 5).zero_(); // in the middle
        for (const int choice : {5, 15, 18})                   // other attribute, texture, size
            outputs[0][section + choice] = 40;
    }
    outputs[0][401] = 40; // one object
    CHECK(readOutLoss(outputs, batch, 96).item<double>() < 1e-6);
    outputs[0][401] = -40; // says nothing of the number: seven alike
    CHECK(near(readOutLoss(outputs, batch, 96), .5 * std::log(7.)));

    DomainBatch chest{.domain = phantom::Domain::Chest, .images = 1};
    chest.contents = at::full({1, 10, 4}, -1.);
    chest.contents.select(-1, 0).zero_();
    chest.contents[0][0].copy_(at::tensor({1., 1., 2., 0.})); // a small nodule, left lower zone
    at::Tensor said = at::full({1, readOutCount()}, -40.);
    for (const int output : {0, 1, 4}) // present, left, lower; severity stays small
        said[0][407 + output] = 40;
    CHECK(readOutLoss(said, chest, 96).item<double>() < 1e-6);
    said[0][407 + 1] = 0; // no side
    CHECK(near(readOutLoss(said, chest, 96), std::log(2.)));
}
