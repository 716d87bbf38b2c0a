// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/text_slopes.h"

#include "explain/ops/similarity.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>

namespace explain {
namespace {

at::Tensor scoreOf(const at::Tensor& vectors, const at::Tensor& target) // [B, D], [D] to [B]
{
    return at::matmul(unit(vectors), unit(target.detach().to(vectors.options())));
}

/// Blocks of [1, H, T, T] as [K, H, Q, T], without a graph.
at::Tensor rowsOf(const std::vector<at::Tensor>& blocks, AttentionRequest::Rows rows,
                  int64_t pooled)
{
    const at::Tensor all = at::cat(blocks).detach();
    return rows == AttentionRequest::Rows::All ? all : all.narrow(2, pooled, 1).contiguous();
}

std::function<bool(int64_t, const at::Tensor&)> untilCancelled(const Progress& progress)
{
    return [&progress](int64_t, const at::Tensor&) { return !progress.cancelled(); };
}

} // namespace

Expected<TextAttention> attentionSlopes(const TextTransformer& tower, const at::Tensor& ids,
                                        TextFeatures text, const at::Tensor& target, int64_t wanted,
                                        AttentionRequest::Rows rows, const Progress& progress)
{
    TORCH_CHECK(wanted >= 1 && target.dim() == 1, "blocks ", wanted, ", target ", target.sizes());
    const int64_t first = std::max<int64_t>(0, int64_t(tower.trunk.blocks.size()) - wanted);
    TextAttention out{.text = std::move(text)};
    std::vector<at::Tensor> nodes; // K of [1, H, T, T]
    const BlockWatcher watcher{.wantsAttention = [&](int64_t block) { return block >= first; },
                               .attention =
                                   [&](int64_t block, const at::Tensor& probabilities) {
                                       // Weights ask for no gradient, so nothing is recorded before
                                       // this leaf; the probabilities of later blocks hang on it by
                                       // themselves.
                                       nodes.push_back(block == first
                                                           ? probabilities.detach().requires_grad_()
                                                           : probabilities);
                                       return nodes.back();
                                   },
                               .state = untilCancelled(progress)};

    const at::AutoGradMode graph(true);
    const at::Tensor last = tower.trunk.run(tower.embed(ids), watcher);
    if (!last.defined())
        return cancelledError;
    const at::Tensor global = tower.finish(last.select(1, out.text.pooledRow)); // [1, D]
    const auto slopes = torch::autograd::grad({scoreOf(global, target).sum()}, nodes);
    out.attention = rowsOf(nodes, rows, out.text.pooledRow);
    out.gradient = rowsOf(slopes, rows, out.text.pooledRow);
    out.text.global = global[0].detach().clone();
    return out;
}

Expected<InputGradient> inputSlopes(const TextTransformer& tower, const at::Tensor& points,
                                    int64_t pooledRow, const at::Tensor& target,
                                    const Progress& progress)
{
    TORCH_CHECK(points.dim() == 3 && points.size(2) == tower.positions.size(1) && pooledRow >= 0
                    && pooledRow < points.size(1),
                "points: ", points.sizes(), " pooled at ", pooledRow);
    const at::AutoGradMode graph(true);
    const at::Tensor x = points.detach().to(tower.positions.options()).clone().requires_grad_();
    const at::Tensor last = tower.trunk.run(x, {.state = untilCancelled(progress)});
    if (!last.defined())
        return cancelledError;
    const at::Tensor scores = scoreOf(tower.finish(last.select(1, pooledRow)), target);
    return InputGradient{scores.detach(), torch::autograd::grad({scores.sum()}, {x})[0]};
}

} // namespace explain
