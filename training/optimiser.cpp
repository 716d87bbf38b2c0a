// SPDX-License-Identifier: Apache-2.0
#include "training/optimiser.h"

#include <ATen/ATen.h>

#include <cmath>

namespace training {

at::Tensor orthogonalised(const at::Tensor& matrices)
{
    TORCH_CHECK(matrices.dim() == 3, "matrices: not [n, rows, cols]: ", matrices.sizes());
    const bool tall = matrices.size(1) > matrices.size(2);
    at::Tensor x = tall ? matrices.transpose(1, 2) : matrices;
    x = (x / (x.norm(2, {1, 2}, true) + 1e-7)).to(at::kBFloat16).contiguous();
    for (int i = 0; i < 5; ++i) {
        const at::Tensor square = at::bmm(x, x.transpose(1, 2));
        const at::Tensor polynomial = at::baddbmm(square, square, square, -4.7750, 2.0315);
        x = at::baddbmm(x, polynomial, x, 3.4445, 1);
    }
    return (tall ? x.transpose(1, 2) : x).to(matrices.scalar_type());
}

Optimiser::Optimiser(const Weights& weights, OptimiserSettings settings) : m_settings(settings)
{
    const int64_t muon = weights.muonCount(), rest = weights.flat.size(0) - muon;
    momentum = at::zeros({muon}, weights.flat.options());
    first = at::zeros({rest}, weights.flat.options());
    second = at::zeros_like(first);
    m_decay = at::zeros_like(first);
    m_rate = at::ones_like(first);
    for (const Weight& weight : weights.list()) {
        if (weight.rule == Rule::Decayed)
            m_decay.narrow(0, weight.offset - muon, weight.count).fill_(settings.adamDecay);
        if (weight.rule == Rule::Scale)
            m_rate.narrow(0, weight.offset - muon, weight.count).fill_(4);
    }
}

void Optimiser::to(const at::Device& device)
{
    for (at::Tensor* part : {&momentum, &first, &second, &m_decay, &m_rate})
        *part = part->to(device);
}

void Optimiser::step(Weights& weights, const at::Tensor& gradient, double rate)
{
    ++steps;
    // A step whose gradient overflowed moves nothing but by momentum.
    const at::Tensor norm = gradient.norm();
    const at::Tensor factor = (m_settings.clip / (norm + 1e-6)).clamp_max(1);
    gradient.nan_to_num_(0, 0, 0).mul_(at::where(norm.isfinite(), factor, at::zeros_like(factor)));
    muonStep(weights, gradient.narrow(0, 0, weights.muonCount()), rate * m_settings.muonRate);
    adamStep(weights, gradient.narrow(0, weights.muonCount(), first.size(0)),
             rate * m_settings.adamRate);
}

void Optimiser::muonStep(Weights& weights, const at::Tensor& gradient, double rate)
{
    momentum.mul_(m_settings.muonMomentum).add_(gradient);
    const at::Tensor ahead = gradient.add_(momentum, m_settings.muonMomentum); // Nesterov's
    const at::Tensor values = weights.flat.narrow(0, 0, weights.muonCount());
    values.mul_(1 - rate * m_settings.muonDecay);
    for (const Weights::Stack& stack : weights.stacks()) {
        const auto part = [&](const at::Tensor& all) {
            return all.narrow(0, stack.offset, stack.matrices * stack.rows * stack.cols)
                .view({stack.matrices, stack.rows, stack.cols});
        };
        const double tall = std::sqrt(std::max(1., double(stack.rows) / double(stack.cols)));
        part(values).add_(orthogonalised(part(ahead)), -rate * tall);
    }
}

void Optimiser::adamStep(Weights& weights, const at::Tensor& gradient, double rate)
{
    const OptimiserSettings& s = m_settings;
    const at::Tensor values = weights.flat.narrow(0, weights.muonCount(), first.size(0));
    first.mul_(s.adamFirst).add_(gradient, 1 - s.adamFirst);
    second.mul_(s.adamSecond).addcmul_(gradient, gradient, 1 - s.adamSecond);
    const double firstShare = 1 - std::pow(s.adamFirst, double(steps));
    const double secondShare = 1 - std::pow(s.adamSecond, double(steps));
    values.sub_(values * m_decay * rate);
    const at::Tensor size = (second / secondShare).sqrt_().add_(s.adamEpsilon);
    values.addcmul_(m_rate, first / size, -rate / firstShare);
}

} // namespace training
