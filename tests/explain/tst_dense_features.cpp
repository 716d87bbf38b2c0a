// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/ops/dense_features.h"

#include "explain/ops/similarity.h"
#include "tests/support/check.h"
#include "tests/support/toy_context.h"

using namespace explain;
using support::near;
using support::numbers;

namespace {

/// [N] cosines of the toy's patches in \p form with its text.
at::Tensor toyMap(DenseForm form, double sigma = 5)
{
    const explain::Context context = support::toyContext("patch-sim");
    const auto image = context.image({.patches = true, .hiddenStates = 2});
    const auto texts = context.texts({.global = true});
    return cosines(denseFeatures(*context.network().denseParts(), *image, form, sigma),
                   globalsOf(*texts))
        .squeeze(1);
}

} // namespace

// The rows come from an independent implementation of the toy network and of these methods.
TEST(maskclipMeetsThePublishedRow)
{
    CHECK(near(toyMap(DenseForm::Maskclip),
               numbers({.02039822, -.88327503, -.39331336, -.09407985}), 1e-8));
}

TEST(sclipMeetsThePublishedRow)
{
    CHECK(near(toyMap(DenseForm::Sclip), numbers({.11668950, -.89724994, -.34240700, -.07704833}),
               1e-8));
}

TEST(clearclipMeetsThePublishedRow)
{
    CHECK(near(toyMap(DenseForm::Clearclip),
               numbers({-.95814430, -.19046489, -.88045017, -.94537266}), 1e-8));
}

TEST(naclipMeetsThePublishedRow)
{
    CHECK(near(toyMap(DenseForm::Naclip), numbers({-.85061262, .84448152, -.74082998, -.68505008}),
               1e-8));
}

TEST(bonusMeetsTheWorkedWindow)
{
    const at::Tensor bonus = neighbourBonus(5, 5, 5)[12].view({5, 5}); // of the centre
    CHECK(near(bonus[2], numbers({.923116, .980199, 1, .980199, .923116}), 1e-6));
    CHECK(std::abs(bonus[1][1].item<double>() - .960789) < 1e-6);
    CHECK(std::abs(bonus[0][0].item<double>() - .852144) < 1e-6);
}

TEST(bonusKnowsRowsFromColumns)
{
    const at::Tensor bonus = neighbourBonus(2, 3, 1);
    CHECK(std::abs(bonus[0][2].item<double>() - std::exp(-2.)) < 1e-12);  // two columns apart
    CHECK(std::abs(bonus[0][5].item<double>() - std::exp(-2.5)) < 1e-12); // and a row
    CHECK(near(bonus, bonus.t(), 0));
}

TEST(aBonusThatReachesEverywhereIsTheSameForAllPatches)
{
    // Constant for patch pairs but not for the class token, so it is no longer plain key-key
    // attention: the limit is that attention with the logits of patches raised by one.
    const explain::Context context = support::toyContext("patch-sim");
    const auto image = context.image({.patches = true, .hiddenStates = 2});
    REQUIRE_OK(image);
    const DenseParts& tower = *context.network().denseParts();
    const AttentionParts block = tower.parts(2, image->hiddenStates[0][0]);
    at::Tensor logits = block.k.matmul(block.k.transpose(1, 2)) / 2;
    logits.slice(1, 1).slice(2, 1).add_(1);
    const at::Tensor expected =
        tower.finish(tower.out(2, logits.softmax(-1).matmul(block.v))).slice(0, 1);
    CHECK(near(denseFeatures(tower, *image, DenseForm::Naclip, 1e6), expected, 1e-9));
}
