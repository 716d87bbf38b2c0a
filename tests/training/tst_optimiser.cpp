// SPDX-License-Identifier: Apache-2.0
#include "tests/support/check.h"
#include "training/optimiser.h"
#include "training/schedule.h"

#include <ATen/core/grad_mode.h>

#include <cmath>

using namespace training;

namespace {

NetworkShape tiny()
{
    return {.side = 24,
            .patch = 12,
            .width = 12,
            .blocks = 1,
            .heads = 1,
            .textWidth = 8,
            .textBlocks = 1,
            .textHeads = 1,
            .positions = 4,
            .vocabulary = 5,
            .joint = 6,
            .readOuts = 3};
}

} // namespace

TEST(singularValuesComeNearOne)
{
    at::manual_seed(3);
    for (const auto& [rows, cols] : {std::pair{48, 48}, {96, 32}, {32, 96}}) {
        const at::Tensor matrices = at::randn({3, rows, cols}) * 7;
        const at::Tensor made = orthogonalised(matrices);
        CHECK(made.sizes() == matrices.sizes());
        const at::Tensor values = at::linalg_svdvals(made);
        // The polynomial trades exactness for speed: its authors give .68 to 1.13, and a square
        // matrix of noise has a few values that start too small.
        CHECK(values.max().item<double>() < 1.3);
        CHECK(values.median().item<double>() > .6);
        if (rows != cols)
            CHECK(values.min().item<double>() > .5);
        // Directions stay: U and V are those of the matrix.
        CHECK((made * matrices).sum().item<double>() > 0);
    }
}

TEST(adamTakesItsFirstStepAsTheClosedForm)
{
    Weights weights(tiny());
    weights.initialise(1, {0, 1});
    Optimiser optimiser(weights);
    const at::Tensor before = weights.flat.clone();
    const at::Tensor gradient = at::full_like(weights.flat, 1e-3); // too short to be clipped
    optimiser.step(weights, gradient.clone(), .5);
    // First step: m / (sqrt(v) + eps) = g / (|g| + eps) after the corrections.
    const double move = .5 * 1.5e-3 * 1e-3 / (1e-3 + 1e-6);
    const NamedWeights was = weights.views(before, false), is = weights.views(weights.flat, false);
    const auto moved = [&](const char* name) { return was.at(name) - is.at(name); };
    CHECK((moved("read_outs.bias") - move).abs().max().item<double>() < 1e-7);
    CHECK(std::abs(moved("logit_scale").item<double>() - 4 * move) < 1e-6);
    const at::Tensor decayed = was.at("text_projection.weight") * (.5 * 1.5e-3 * .05) + move;
    CHECK((moved("text_projection.weight") - decayed).abs().max().item<double>() < 1e-7);
}

TEST(aLongGradientIsClippedAndABrokenOneMovesNothing)
{
    Weights weights(tiny());
    weights.initialise(1, {0, 1});
    Optimiser once(weights), twice(weights);
    at::manual_seed(1);
    const at::Tensor gradient = at::randn_like(weights.flat) * 100;
    Weights a = weights, b = weights;
    a.flat = weights.flat.clone();
    b.flat = weights.flat.clone();
    once.step(a, gradient.clone(), 1);
    twice.step(b, gradient * 10, 1);
    CHECK(support::distance(a.flat, b.flat) < 1e-4);
    CHECK(std::abs(once.first.norm().item<double>()) < .2 + 1e-3); // (1 - .9) of at most 2

    Optimiser broken(weights);
    Weights c = weights;
    c.flat = weights.flat.clone();
    broken.step(c, at::full_like(weights.flat, NAN), 1);
    CHECK(c.flat.isfinite().all().item<bool>());
    CHECK(broken.first.abs().max().item<double>() == 0);
}

TEST(equalSeedsBeginAlikeAndUnusedWordsMeanNothing)
{
    Weights a(tiny()), b(tiny()), c(tiny());
    a.initialise(7, {0, 3});
    b.initialise(7, {0, 3});
    c.initialise(8, {0, 3});
    CHECK(a.flat.equal(b.flat));
    CHECK(!a.flat.equal(c.flat));
    const NamedWeights views = a.views(a.flat, false);
    const at::Tensor table = views.at("text_model.embeddings.token_embedding.weight");
    CHECK(table[3].abs().max().item<double>() > 0);
    CHECK(table[1].abs().max().item<double>() == 0);
    const std::string at = "vision_model.encoder.layers.0.self_attn.";
    CHECK(views.at(at + "q_proj.weight").equal(views.at(at + "k_proj.weight")));
}

TEST(theGradientOfAllWeightsComesInOnePiece)
{
    Weights weights(tiny());
    weights.initialise(1, {0, 1});
    const at::Tensor leaf = weights.flat.detach().requires_grad_(true);
    const NamedWeights views = weights.views(leaf, false);
    views.at("text_projection.weight").mul(3).sum().backward();
    const NamedWeights gradients = weights.views(leaf.grad(), false);
    CHECK(gradients.at("text_projection.weight").eq(3).all().item<bool>());
    CHECK(leaf.grad().sum().item<double>() == 3. * 6 * 8);
}

TEST(theScheduleWarmsUpEndsAtTwoPercentAndTurnsFine)
{
    const Schedule schedule(1, 64'000, .65);
    CHECK(schedule.steps() == 1000);
    CHECK(std::abs(schedule.rate(0) - .01) < 1e-6);
    CHECK(schedule.rate(100) > .97 && schedule.rate(100) < 1);
    CHECK(std::abs(schedule.rate(999) - .02) < 1e-3);
    CHECK(schedule.patch(649) == 12 && schedule.patch(650) == 8);
    CHECK(schedule.plan(100).limits.objects == 2 && schedule.plan(130).limits.objects == 6);
    CHECK(schedule.plan(249).pairs == 1 && schedule.plan(250).pairs == 6);
    CHECK(!schedule.plan(149).severalClaims && schedule.plan(150).severalClaims);
}
