// SPDX-License-Identifier: Apache-2.0
#include "training/losses.h"

#include <ATen/ATen.h>

namespace training {
namespace {

/// Of each colour and shape: present, more than one, more than two, x, y, the other attribute,
/// texture, size.
constexpr int64_t attributes = 10, textureCount = 3, sizeCount = 2;
constexpr int64_t perValue = 5 + attributes + textureCount + sizeCount;
constexpr int64_t most = 6; // objects in a scene
constexpr int64_t shapesCount = 2 * attributes * perValue + most + 1;
/// Of each finding: present, side, three zones, severity.
constexpr int64_t perFinding = 6;
constexpr int64_t chestCount = phantom::findingCount * perFinding;

/// The mean of \p values where \p mask is 1, within each of the first dimension's entries; summed.
at::Tensor meanWhere(const at::Tensor& values, const at::Tensor& mask)
{
    const at::Tensor v = (values * mask).flatten(1).sum(1), m = mask.flatten(1).sum(1);
    return (v / m.clamp_min(1)).sum();
}

at::Tensor logistic(const at::Tensor& logits, const at::Tensor& labels)
{
    return at::softplus(logits) - logits * labels;
}

/// Cross entropy of [..., C] against labels, 0 where there is none (-1), averaged over the others.
at::Tensor crossEntropy(const at::Tensor& logits, const at::Tensor& labels)
{
    const at::Tensor known = (labels >= 0).to(at::kFloat);
    const at::Tensor chosen =
        logits.log_softmax(-1).gather(-1, labels.clamp_min(0).to(at::kLong).unsqueeze(-1));
    return meanWhere(-chosen.squeeze(-1), known);
}

at::Tensor shapesLoss(const at::Tensor& outputs, const DomainBatch& batch, int64_t side)
{
    const int64_t n = outputs.size(0);
    const at::Tensor said = outputs.narrow(1, 0, 2 * attributes * perValue)
                                .view({n, 2, attributes, perValue})
                                .transpose(0, 1); // colours, then shapes
    const at::Tensor contents = batch.contents.transpose(0, 1);
    const at::Tensor many = contents.select(-1, 0), all = at::ones_like(many);
    const at::Tensor single = (many == 1).to(at::kFloat);
    const auto label = [&](int64_t i) { return contents.select(-1, i); };
    at::Tensor loss = meanWhere(2 * logistic(said.select(-1, 0), (many > 0).to(at::kFloat))
                                    + logistic(said.select(-1, 1), (many > 1).to(at::kFloat))
                                    + logistic(said.select(-1, 2), (many > 2).to(at::kFloat)),
                                all);
    const at::Tensor place = contents.narrow(-1, 1, 2) * (4. / double(side)) - 2;
    loss = loss
        + 2
            * meanWhere(
                at::smooth_l1_loss(said.narrow(-1, 3, 2), place, at::Reduction::None, .5).mean(-1),
                single);
    loss = loss + crossEntropy(said.narrow(-1, 5, attributes), label(3))
        + crossEntropy(said.narrow(-1, 5 + attributes, textureCount), label(4))
        + crossEntropy(said.narrow(-1, 5 + attributes + textureCount, sizeCount), label(5));
    const at::Tensor count = outputs.narrow(1, 2 * attributes * perValue, most + 1);
    return .5 * (loss + crossEntropy(count.unsqueeze(0), batch.objects.unsqueeze(0)));
}

at::Tensor chestLoss(const at::Tensor& outputs, const DomainBatch& batch)
{
    const at::Tensor said = outputs.narrow(1, shapesCount, chestCount)
                                .view({1, outputs.size(0), phantom::findingCount, perFinding});
    const at::Tensor contents = batch.contents.unsqueeze(0);
    const auto label = [&](int64_t i) { return contents.select(-1, i); };
    const auto either = [&](int64_t output, int64_t i) {
        const at::Tensor known = (label(i) >= 0).to(at::kFloat);
        return meanWhere(logistic(said.select(-1, output), label(i).clamp_min(0)), known);
    };
    const at::Tensor present = (label(0) > 0).to(at::kFloat);
    return 2 * meanWhere(logistic(said.select(-1, 0), present), at::ones_like(present))
        + either(1, 1) + crossEntropy(said.narrow(-1, 2, 3), label(2)) + either(5, 3);
}

} // namespace

int64_t readOutCount()
{
    return shapesCount + chestCount;
}

at::Tensor readOutLoss(const at::Tensor& outputs, const DomainBatch& batch, int64_t side)
{
    return batch.domain == phantom::Domain::Shapes ? shapesLoss(outputs, batch, side)
                                                   : chestLoss(outputs, batch);
}

} // namespace training
