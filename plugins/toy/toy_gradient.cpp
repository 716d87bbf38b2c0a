// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/ops/similarity.h"
#include "plugins/toy/toy_network.h"
#include "plugins/toy/toy_text.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

using namespace explain;

namespace toy {
namespace {

at::Tensor scoreOf(const at::Tensor& vectors, const at::Tensor& target) // [B, 4], [4] to [B]
{
    return unit(vectors).matmul(unit(target.detach().to(vectors.options())));
}

/// Blocks of [1, heads, T, T] as [K, heads, Q, T], without a graph.
at::Tensor rowsOf(const std::vector<at::Tensor>& blocks, AttentionRequest::Rows rows,
                  int64_t pooled)
{
    const at::Tensor all = at::cat(blocks).detach();
    return rows == AttentionRequest::Rows::All ? all : all.narrow(2, pooled, 1).contiguous();
}

} // namespace

Expected<TextAttention> ToyNetwork::attention(const std::string& text, const at::Tensor& target,
                                              int64_t blocks, AttentionRequest::Rows rows,
                                              const Progress& progress) const
{
    TORCH_CHECK(blocks >= 1 && target.dim() == 1, "blocks ", blocks, ", target ", target.sizes());
    TextAttention out{.text = read(text, m_tokens)};
    const int64_t first = std::max<int64_t>(0, depth - blocks);
    std::vector<at::Tensor> nodes; // K of [1, heads, T, T]
    const at::AutoGradMode graph(true);
    const at::Tensor last = m_textTower.run(
        out.text.inputs.unsqueeze(0),
        [&](int64_t block, const at::Tensor& probabilities) {
            if (block < first)
                return probabilities;
            // The graph starts at the first wanted block; those after it depend on it by
            // themselves.
            nodes.push_back(block == first ? probabilities.detach().requires_grad_()
                                           : probabilities);
            return nodes.back();
        },
        [&](int64_t, const at::Tensor&) { return !progress.cancelled(); });
    if (!last.defined())
        return cancelledError;
    const at::Tensor pooled = m_textTower.head(last.select(1, out.text.pooledRow)); // [1, 4]
    const auto slopes = torch::autograd::grad({scoreOf(pooled, target).sum()}, nodes);

    out.attention = rowsOf(nodes, rows, out.text.pooledRow);
    out.gradient = rowsOf(slopes, rows, out.text.pooledRow);
    out.text.global = pooled[0].detach().clone();
    out.text.inputs.reset();
    return out;
}

Expected<InputGradient> ToyNetwork::inputs(const at::Tensor& points, int64_t pooledRow,
                                           const at::Tensor& target, const Progress& progress) const
{
    TORCH_CHECK(points.dim() == 3 && points.size(2) == channels,
                "points: not [B, T, 8]: ", points.sizes());
    const at::AutoGradMode graph(true);
    const at::Tensor x = points.to(at::kDouble).detach().clone().requires_grad_();
    const at::Tensor last =
        m_textTower.run(x, {}, [&](int64_t, const at::Tensor&) { return !progress.cancelled(); });
    if (!last.defined())
        return cancelledError;
    const at::Tensor scores = scoreOf(m_textTower.head(last.select(1, pooledRow)), target);
    return InputGradient{scores.detach(), torch::autograd::grad({scores.sum()}, {x})[0]};
}

} // namespace toy
