// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/ops/status.h"

#include "tests/support/check.h"

using namespace explain;

TEST(vectorsAreZeroOrNotFiniteByRow)
{
    CHECK(statusOf(at::ones({2, 3})) == Status::Ok);
    CHECK(statusOf(at::tensor({1., 0., 0., 0.}).view({2, 2})) == Status::ZeroVector);
    CHECK(statusOf(at::tensor({1., NAN, 0., 0.}).view({2, 2})) == Status::NonFinite);
    CHECK(statusOf(at::tensor({1., INFINITY})) == Status::NonFinite);
}

TEST(mapsAreFlatOnlyWhereTheyWereSeen)
{
    CHECK(statusOfMap(at::tensor({.1, .2})) == Status::Ok);
    CHECK(statusOfMap(at::tensor({.1, NAN, .2})) == Status::Ok);
    CHECK(statusOfMap(at::tensor({.1, NAN, .1})) == Status::FlatMap);
    CHECK(statusOfMap(at::tensor({NAN, NAN})) == Status::NonFinite);
    CHECK(statusOfMap(at::tensor({.1, INFINITY})) == Status::NonFinite);
    const auto apart = [](double gap) {
        return at::tensor(std::vector<double>{0, gap}, at::kDouble);
    };
    CHECK(statusOfMap(apart(.9e-12)) == Status::FlatMap);
    CHECK(statusOfMap(apart(1.1e-12)) == Status::Ok);
}

TEST(theFirstReasonCounts)
{
    CHECK(firstOf({}) == Status::Ok);
    CHECK(firstOf({Status::Ok, Status::NoWords, Status::Truncated}) == Status::NoWords);
}
