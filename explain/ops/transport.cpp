// SPDX-License-Identifier: Apache-2.0
#include "explain/ops/transport.h"

#include <ATen/ATen.h>

namespace explain {

TransportPlan proximalTransport(const at::Tensor& costs, double beta, int64_t sweeps)
{
    TORCH_CHECK(costs.dim() == 2 && costs.numel() > 0, "costs: not [M, N]: ", costs.sizes());
    TORCH_CHECK(beta > 0 && sweeps >= 1, "beta ", beta, ", sweeps ", sweeps);
    TORCH_CHECK(costs.isfinite().all().item<bool>(), "costs: not finite");

    const at::Tensor cost = costs.to(at::kDouble);
    const double wordMass = 1.0 / double(cost.size(0)), regionMass = 1.0 / double(cost.size(1));
    const at::Tensor kernel = (-cost / beta).exp();
    at::Tensor plan = at::ones_like(cost);
    at::Tensor ofWords = at::full({cost.size(0), 1}, wordMass, cost.options());
    for (int64_t sweep = 0; sweep < sweeps; ++sweep) {
        const at::Tensor pull = kernel * plan;                                   // [M, N]
        const at::Tensor ofRegions = regionMass / (pull * ofWords).sum(0, true); // [1, N]
        ofWords = wordMass / (pull * ofRegions).sum(1, true);                    // [M, 1]
        plan = ofWords * pull * ofRegions;
    }
    return {.weights = plan,
            .cost = (plan * cost).sum().item<double>(),
            .residual = (plan.sum(0) - regionMass).abs().max().item<double>()};
}

} // namespace explain
