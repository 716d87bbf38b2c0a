// SPDX-License-Identifier: Apache-2.0
#include "training/blind_readers.h"

#include "phantom/foils.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace training {

namespace {

constexpr std::int64_t hidden = 128, batch = 512, passes = 6;
constexpr double highestRate = 3e-3;

/// Adam without weight decay (Kingma and Ba 2015).
class Adam {
public:
    explicit Adam(std::vector<at::Tensor> weights) : m_weights(std::move(weights))
    {
        for (const at::Tensor& weight : m_weights) {
            m_first.push_back(at::zeros_like(weight));
            m_second.push_back(at::zeros_like(weight));
        }
    }

    void step(double rate)
    {
        ++m_steps;
        const double firstShare = 1 - std::pow(0.9, m_steps),
                     secondShare = 1 - std::pow(0.999, m_steps);
        for (std::size_t i = 0; i < m_weights.size(); ++i) {
            const at::Tensor gradient = m_weights[i].grad();
            m_first[i].mul_(0.9).add_(gradient, 0.1);
            m_second[i].mul_(0.999).addcmul_(gradient, gradient, 0.001);
            const at::Tensor width = (m_second[i] / secondShare).sqrt_().add_(1e-8);
            m_weights[i].detach().addcdiv_(m_first[i], width, -rate / firstShare);
            m_weights[i].mutable_grad().zero_();
        }
    }

private:
    std::vector<at::Tensor> m_weights, m_first, m_second;
    int m_steps = 0;
};

/// Up for a tenth of the way, then down along a cosine.
double rateAt(double fraction)
{
    constexpr double top = 0.1;
    return highestRate
        * (fraction < top ? fraction / top
                          : 0.5 + 0.5 * std::cos(std::numbers::pi * (fraction - top) / (1 - top)));
}

} // namespace

BlindPairs BlindPairs::rows(const at::Tensor& indices) const
{
    return {differing.index_select(0, indices), common.index_select(0, indices),
            types.index_select(0, indices)};
}

BagReader::BagReader(std::int64_t words)
    : m_weights(at::zeros({phantom::foilTypeCount, words}).set_requires_grad(true))
{
}

at::Tensor BagReader::scores(const BlindPairs& pairs) const
{
    return (m_weights.index_select(0, pairs.types) * pairs.differing.to(at::kFloat)).sum(1);
}

NetworkReader::NetworkReader(std::int64_t words)
{
    auto generator = at::make_generator<at::CPUGeneratorImpl>(1);
    const std::vector<std::int64_t> widths{2 * words + phantom::foilTypeCount, hidden, hidden, 1};
    for (std::size_t layer = 0; layer + 1 < widths.size(); ++layer) {
        const double deviation = std::sqrt(2.0 / double(widths[layer]));
        const at::Tensor matrix =
            at::randn({widths[layer], widths[layer + 1]}, generator) * deviation;
        m_weights.push_back(matrix.set_requires_grad(true));
        m_weights.push_back(at::zeros(widths[layer + 1]).set_requires_grad(true));
    }
}

at::Tensor NetworkReader::forward(const at::Tensor& features) const
{
    at::Tensor rows = features; // [N, 2 V + types]
    for (std::size_t layer = 0; layer < m_weights.size(); layer += 2) {
        rows = at::addmm(m_weights[layer + 1], rows, m_weights[layer]);
        if (layer + 2 < m_weights.size())
            rows = rows.relu();
    }
    return rows.squeeze(1);
}

at::Tensor NetworkReader::scores(const BlindPairs& pairs) const
{
    const at::Tensor differing = pairs.differing.to(at::kFloat);
    const at::Tensor context =
        at::cat({pairs.common.to(at::kFloat),
                 at::one_hot(pairs.types, phantom::foilTypeCount).to(at::kFloat)},
                1);
    return forward(at::cat({differing, context}, 1)) - forward(at::cat({-differing, context}, 1));
}

bool learn(BlindReader& reader, const BlindPairs& pairs, const explain::Progress& progress)
{
    auto generator = at::make_generator<at::CPUGeneratorImpl>(2);
    Adam adam(reader.weights());
    const std::int64_t count = pairs.types.size(0);
    const std::int64_t batches = std::max<std::int64_t>(1, count / batch);
    at::Tensor order;
    for (std::int64_t step = 0, all = passes * batches; step < all; ++step) {
        if (step % batches == 0)
            order = at::randperm(count, generator, at::kLong);
        const std::int64_t first = step % batches * batch;
        const BlindPairs some = pairs.rows(order.slice(0, first, std::min(first + batch, count)));
        // The caption is the true one: the score ought to be high.
        at::softplus(-reader.scores(some)).mean().backward();
        adam.step(rateAt(double(step) / double(all)));
        if (step % 64 != 0)
            continue;
        progress.report(double(step) / double(all), "reading texts");
        if (progress.cancelled())
            return false;
    }
    return true;
}

} // namespace training
