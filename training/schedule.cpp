// SPDX-License-Identifier: Apache-2.0
#include "training/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace training {
namespace {

constexpr double easyUntil = .12, singleClaimsUntil = .15, onePairUntil = .25;
constexpr double warmUp = 100, lastRate = .02;

} // namespace

Schedule::Schedule(std::uint64_t seed, int64_t images, double fineFrom)
    : m_seed(seed), m_steps(std::max<int64_t>(1, images / batch())), m_fineFrom(fineFrom)
{
}

int64_t Schedule::patch(int64_t step) const
{
    return double(step) < m_fineFrom * double(m_steps) ? coarsePatch : finePatch;
}

double Schedule::rate(int64_t step) const
{
    const double done = double(step) / double(m_steps);
    const double cosine = .5 * (1 + std::cos(std::numbers::pi * done));
    return std::min(1., double(step + 1) / warmUp) * (lastRate + (1 - lastRate) * cosine);
}

BatchPlan Schedule::plan(int64_t step) const
{
    const double done = double(step) / double(m_steps);
    BatchPlan plan{.seed = m_seed, .step = step, .patch = patch(step)};
    if (done < easyUntil)
        plan.limits = {.objects = 2, .findings = 2};
    if (done < onePairUntil)
        plan.pairs = 1;
    plan.severalClaims = done >= singleClaimsUntil;
    return plan;
}

} // namespace training
