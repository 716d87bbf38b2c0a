// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "training/weights.h"

namespace training {

/// Replaces each matrix by a nearby one with all singular values near 1: five Newton-Schulz steps
/// in bfloat16. [n, rows, cols], any float type; same shape and type back.
/// Source: Jordan et al. 2024, "Muon: an optimizer for hidden layers in neural networks".
at::Tensor orthogonalised(const at::Tensor& matrices);

struct OptimiserSettings {
    double muonRate = .02, muonMomentum = .95, muonDecay = .1;
    double adamRate = 1.5e-3, adamFirst = .9, adamSecond = .98, adamEpsilon = 1e-6, adamDecay = .05;
    double clip = 2; ///< largest norm of all gradients together
};

/// Muon for the matrices of the blocks, AdamW for the rest. Each is a few passes over one vector.
class Optimiser {
public:
    explicit Optimiser(const Weights& weights, OptimiserSettings settings = {});

    /// Moves \p weights in place, all rates times \p rate. \p gradient [N] is used up.
    void step(Weights& weights, const at::Tensor& gradient, double rate);

    /// Moves every tensor.
    void to(const at::Device& device);

    /// Momentum of Muon's part; first and second moments of the rest; steps so far.
    at::Tensor momentum, first, second;
    int64_t steps = 0;

private:
    void muonStep(Weights& weights, const at::Tensor& gradient, double rate);
    void adamStep(Weights& weights, const at::Tensor& gradient, double rate);

    OptimiserSettings m_settings;
    at::Tensor m_decay, m_rate; ///< of each value that AdamW moves
};

} // namespace training
