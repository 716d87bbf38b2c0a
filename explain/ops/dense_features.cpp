// SPDX-License-Identifier: Apache-2.0
#include "explain/ops/dense_features.h"

#include <ATen/ATen.h>

#include <cmath>

namespace explain {
namespace {

/// The rows of the patches in the scaled products of \p a with itself: [H, P, N].
at::Tensor selfLogits(const at::Tensor& a, int64_t prefixes)
{
    return a.slice(1, prefixes).matmul(a.transpose(1, 2)) / std::sqrt(double(a.size(2)));
}

at::Tensor mixedValues(const AttentionParts& block, const ImageFeatures& image, DenseForm form,
                       double sigma) // [H, P, M / H]
{
    const int64_t prefixes = image.prefixes;
    switch (form) {
    case DenseForm::Maskclip: return block.v.slice(1, prefixes);
    case DenseForm::Sclip:
        return (selfLogits(block.q, prefixes).softmax(-1)
                + selfLogits(block.k, prefixes).softmax(-1))
            .matmul(block.v);
    case DenseForm::Clearclip: return selfLogits(block.q, prefixes).softmax(-1).matmul(block.v);
    case DenseForm::Naclip: break;
    }
    at::Tensor logits = selfLogits(block.k, prefixes);
    const at::Tensor bonus = neighbourBonus(image.geometry.rows, image.geometry.cols, sigma);
    logits.slice(2, prefixes).add_(bonus.to(logits.options())); // prefixes have no place: no bonus
    return logits.softmax(-1).matmul(block.v);
}

} // namespace

DenseForm denseFormOf(const std::string& name)
{
    if (name == "maskclip")
        return DenseForm::Maskclip;
    if (name == "sclip")
        return DenseForm::Sclip;
    if (name == "clearclip")
        return DenseForm::Clearclip;
    TORCH_CHECK(name == "naclip", "no dense form '", name, "'");
    return DenseForm::Naclip;
}

at::Tensor neighbourBonus(int64_t rows, int64_t cols, double sigma)
{
    TORCH_CHECK(rows >= 1 && cols >= 1 && sigma > 0, rows, " x ", cols, ", sigma ", sigma);
    const auto squaredGaps = [](int64_t cells) {
        const at::Tensor place = at::arange(cells, at::kDouble);
        return (place.unsqueeze(1) - place).square();
    };
    const at::Tensor down = squaredGaps(rows).view({rows, 1, rows, 1});
    const at::Tensor across = squaredGaps(cols).view({1, cols, 1, cols});
    return (-(down + across) / (2 * sigma * sigma)).exp().view({rows * cols, rows * cols});
}

at::Tensor denseFeatures(const DenseParts& tower, const ImageFeatures& image, DenseForm form,
                         double sigma)
{
    const at::Tensor& states = image.hiddenStates;
    TORCH_CHECK(states.defined() && states.dim() == 4 && states.size(0) >= 2 && states.size(1) == 1,
                "hidden states: fewer than the last block's input and output of one image");
    const int64_t last = tower.blocks() - 1;
    const at::Tensor x = states[-2][0]; // [N, M]
    TORCH_CHECK(x.size(0) == image.prefixes + image.geometry.rows * image.geometry.cols,
                "hidden states: ", x.size(0), " tokens, not prefixes and patches");
    at::Tensor y = tower.out(last, mixedValues(tower.parts(last, x), image, form, sigma));
    if (form == DenseForm::Maskclip || form == DenseForm::Sclip) {
        y = x.slice(0, image.prefixes) + y;
        y = y + tower.mlp(last, y);
    }
    return tower.finish(y);
}

} // namespace explain
