// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/ops/similarity.h"

#include "tests/support/check.h"

using namespace explain;
using support::near;

TEST(cosinesIgnoreLengths)
{
    const at::Tensor a = at::tensor({3., 4., 0., -2.}).view({2, 2});
    const at::Tensor b = at::tensor({0., 5.}).view({1, 2});
    const at::Tensor expected = at::tensor({0.8, -1.}).view({2, 1});
    CHECK(near(cosines(a, b), expected, 1e-7));
    CHECK(near(cosines(1000 * a, 1e-3 * b), expected, 1e-7));
    CHECK(near(cosines(b, a), expected.t(), 1e-7));
}

TEST(aZeroVectorIsLikeNothing)
{
    CHECK(near(cosines(at::zeros({1, 3}), at::ones({1, 3})), at::zeros({1, 1}), 0));
}

TEST(halfPrecisionIsComparedInFloat32)
{
    const at::Tensor a = at::tensor({1., 2., 3.}).view({1, 3}).to(at::kBFloat16);
    CHECK(cosines(a, a).scalar_type() == at::kFloat);
    CHECK(near(cosines(a, a), at::ones({1, 1}), 1e-6));
}

TEST(lateInteractionMeetsTheWorkedExample)
{
    const at::Tensor similarity =
        at::tensor(std::vector<double>{.9, .1, .3, .6, .2, .8}, at::kDouble).view({3, 2});
    const LateInteraction found = lateInteraction(similarity);
    CHECK(std::abs(found.image - .766666666667) < 1e-9);
    CHECK(std::abs(found.text - .85) < 1e-9);
    CHECK(found.bestToken.equal(at::tensor({0, 1, 1}, at::kLong)));
    CHECK(found.bestPatch.equal(at::tensor({0, 2}, at::kLong)));
}

TEST(lateInteractionOfOneTokenAndOnePatchIsTheirCosine)
{
    const LateInteraction found = lateInteraction(at::full({1, 1}, -.25, at::kDouble));
    CHECK(found.image == -.25 && found.text == -.25);
}
