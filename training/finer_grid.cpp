// SPDX-License-Identifier: Apache-2.0
#include "training/finer_grid.h"

#include <ATen/ATen.h>

#include <cmath>

namespace training {
namespace {

const char* const filterName = "vision_model.embeddings.patch_embedding.weight";
const char* const positionsName = "vision_model.embeddings.position_embedding.weight";

/// The stretch of a vector that starts at the first value of AdamW, by name.
at::Tensor part(const at::Tensor& vector, const Weights& weights, const Weight& weight)
{
    return vector.narrow(0, weight.offset - weights.muonCount(), weight.count);
}

} // namespace

at::Tensor enlargement(int64_t from, int64_t to)
{
    const at::Tensor pixels = at::eye(from * from, at::kDouble).view({from * from, 1, from, from});
    return at::upsample_bilinear2d(pixels, {to, to}, false).flatten(1).t().contiguous();
}

at::Tensor resizedFilters(const at::Tensor& filters, int64_t to)
{
    TORCH_CHECK(filters.dim() == 4 && filters.size(2) == filters.size(3),
                "filters: not [D, C, p, p]: ", filters.sizes());
    const int64_t from = filters.size(2);
    const at::Tensor answer = at::linalg_pinv(enlargement(from, to)); // [from^2, to^2]
    return filters.to(at::kDouble)
        .flatten(2)
        .matmul(answer)
        .view({filters.size(0), filters.size(1), to, to})
        .to(filters.scalar_type());
}

at::Tensor resizedGrid(const at::Tensor& table, int64_t grid)
{
    const int64_t old = std::llround(std::sqrt(double(table.size(0) - 1))), width = table.size(1);
    TORCH_CHECK(1 + old * old == table.size(0), "table: no square grid: ", table.sizes());
    const at::Tensor places = table.slice(0, 1).t().view({1, width, old, old});
    const at::Tensor moved =
        at::upsample_bilinear2d(places, {grid, grid}, false).view({width, grid * grid}).t();
    return at::cat({table.slice(0, 0, 1), moved});
}

void changePatch(Weights& weights, Optimiser& optimiser, int64_t patch)
{
    NetworkShape shape = weights.shape();
    shape.patch = patch;
    Weights fine(shape);
    Optimiser moved(fine);
    moved.steps = optimiser.steps;
    moved.momentum = optimiser.momentum;
    const at::Device device = weights.flat.device();
    const NamedWeights from = weights.views(weights.flat.cpu(), false);
    const NamedWeights to = fine.views(fine.flat, false);
    for (std::size_t i = 0; i < fine.list().size(); ++i) {
        const Weight &was = weights.list()[i], &is = fine.list()[i];
        const at::Tensor& old = from.at(was.name);
        if (was.name == filterName) {
            to.at(is.name).copy_(resizedFilters(old, patch));
        } else if (was.name == positionsName) {
            to.at(is.name).copy_(resizedGrid(old, shape.grid()));
        } else {
            to.at(is.name).copy_(old);
            if (was.rule == Rule::Muon)
                continue;
            part(moved.first, fine, is).copy_(part(optimiser.first, weights, was));
            part(moved.second, fine, is).copy_(part(optimiser.second, weights, was));
        }
    }
    fine.flat = fine.flat.to(device);
    moved.to(device);
    weights = std::move(fine);
    optimiser = std::move(moved);
}

} // namespace training
