// SPDX-License-Identifier: Apache-2.0
#include "tests/support/check.h"
#include "training/finer_grid.h"

using namespace training;

namespace {

/// [p, p]: an even slope.
at::Tensor slope(int64_t side)
{
    const at::Tensor place = (at::arange(side, at::kDouble) + .5) / double(side);
    return 2 * place.unsqueeze(1) - 3 * place.unsqueeze(0) + .25;
}

double response(const at::Tensor& filters, const at::Tensor& picture)
{
    return (filters[0][0] * picture).sum().item<double>();
}

} // namespace

TEST(anEnlargedPictureIsAnsweredAlike)
{
    at::manual_seed(1);
    const at::Tensor filters = at::randn({2, 3, 8, 8}, at::kDouble);
    const at::Tensor larger = resizedFilters(filters, 12);
    for (int i = 0; i < 5; ++i) {
        const at::Tensor picture = at::randn({8, 8}, at::kDouble);
        const at::Tensor enlarged =
            at::upsample_bilinear2d(picture.view({1, 1, 8, 8}), {12, 12}, false)[0][0];
        CHECK(std::abs(response(larger, enlarged) - response(filters, picture)) < 1e-9);
    }
}

TEST(aReducedPictureIsAnsweredAlikeWhereNothingIsLost)
{
    at::manual_seed(2);
    const at::Tensor filters = at::randn({1, 1, 12, 12}, at::kDouble);
    const at::Tensor smaller = resizedFilters(filters, 8);
    const at::Tensor reduce = enlargement(12, 8); // [64, 144]
    for (int i = 0; i < 5; ++i) {
        // A picture that the reduction can tell from all others.
        const at::Tensor picture = reduce.t().matmul(at::randn({64}, at::kDouble));
        const at::Tensor reduced = reduce.matmul(picture);
        CHECK(std::abs(response(smaller, reduced.view({8, 8}))
                       - response(filters, picture.view({12, 12})))
              < 1e-9);
    }
    // A slope is nearly such a picture.
    const at::Tensor even = slope(12).view({1, 1, 12, 12}) / 144;
    const double large = response(even, slope(12));
    CHECK(std::abs(response(resizedFilters(even, 8), slope(8)) / large - 1) < .1);
    CHECK(support::distance(resizedFilters(filters, 12), filters) < 1e-9);
}

TEST(positionsAreReadBetweenTheOldOnes)
{
    const at::Tensor places = slope(8).view({64, 1});
    const at::Tensor table = at::cat({at::full({1, 1}, 9., at::kDouble), places});
    const at::Tensor fine = resizedGrid(table, 12);
    CHECK(fine.size(0) == 145 && fine[0].item<double>() == 9);
    // Inside, where both neighbours exist, a slope stays the same slope.
    const at::Tensor inner = fine.slice(0, 1).view({12, 12}).slice(0, 1, 11).slice(1, 1, 11);
    CHECK(support::distance(inner, slope(12).slice(0, 1, 11).slice(1, 1, 11)) < 1e-9);
}

TEST(everythingElseGoesOn)
{
    Weights weights({.width = 24,
                     .blocks = 1,
                     .textWidth = 8,
                     .textBlocks = 1,
                     .positions = 4,
                     .vocabulary = 5,
                     .joint = 6,
                     .readOuts = 3});
    weights.initialise(1, {0, 1});
    Optimiser optimiser(weights);
    at::manual_seed(2);
    optimiser.step(weights, at::randn_like(weights.flat), 1);
    const Weights before = weights;
    const Optimiser was = optimiser;
    changePatch(weights, optimiser, 8);
    CHECK(weights.shape().grid() == 12);
    const NamedWeights old = before.views(before.flat, false);
    const NamedWeights now = weights.views(weights.flat, false);
    for (const char* name : {"vision_model.encoder.layers.0.mlp.fc1.weight", "logit_scale",
                             "text_model.embeddings.token_embedding.weight", "read_outs.bias"})
        CHECK(now.at(name).equal(old.at(name)));
    CHECK(optimiser.momentum.equal(was.momentum) && optimiser.steps == 1);
    // The last values of AdamW's part are the scales, before and after.
    CHECK(optimiser.second.slice(0, -7).equal(was.second.slice(0, -7)));
}
