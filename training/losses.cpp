// SPDX-License-Identifier: Apache-2.0
#include "training/losses.h"

#include <ATen/ATen.h>

namespace training {
namespace {

at::Tensor maskedMean(const at::Tensor& values, const at::Tensor& mask)
{
    return (values * mask).sum() / mask.sum().clamp_min(1);
}

/// Mean softplus(-logit) where \p yes is 1, plus \p weight times mean softplus(logit) where \p no
/// is.
at::Tensor logisticMeans(const at::Tensor& logits, const at::Tensor& yes, const at::Tensor& no,
                         double weight)
{
    const at::Tensor surprise = at::softplus(-logits); // softplus(x) = softplus(-x) + x
    return maskedMean(surprise, yes) + weight * maskedMean(surprise + logits, no);
}

/// Cosines of phrases and patches, [n, P, Q].
at::Tensor patchCosines(const at::Tensor& patches, const at::Tensor& phrases)
{
    return at::matmul(patches, phrases.t());
}

at::Tensor scaled(const at::Tensor& cosines, const NamedWeights& weights, const char* scale,
                  const char* bias)
{
    return cosines * weights.at(scale).exp() + weights.at(bias);
}

} // namespace

at::Tensor normalised(const at::Tensor& rows)
{
    const at::Tensor x = rows.to(at::kFloat);
    return x / x.norm(2, {-1}, true).clamp_min(1e-6);
}

at::Tensor foilLoss(const at::Tensor& margins, const at::Tensor& scale)
{
    return at::softplus(-scale * margins).mean();
}

at::Tensor truthLoss(const at::Tensor& logits, const at::Tensor& truth, double falsehoods)
{
    return logisticMeans(logits, truth, 1 - truth, falsehoods);
}

PatchLabels patchLabels(const at::Tensor& covered)
{
    const at::Tensor best = covered.amax(1, true);
    return {.inside = ((covered >= (.6 * best).clamp_max(.4)) & (covered > .02)).to(at::kFloat),
            .outside = (covered <= (.25 * best).clamp_max(.08)).to(at::kFloat)};
}

at::Tensor patchLoss(const at::Tensor& logits, const PatchLabels& labels, double outside)
{
    return logisticMeans(logits, labels.inside, labels.outside, outside);
}

Losses lossesOf(const Batch& batch, const NamedWeights& weights, const NetworkShape& shape,
                const ImageFeatures& images, const TextFeatures& texts, const LossWeights& by)
{
    const at::Tensor image = normalised(images.joint), local = normalised(images.local);
    const at::Tensor text = normalised(texts.joint), concept_ = normalised(texts.local);
    const at::Tensor readOuts =
        at::linear(images.tokens.select(1, 0).to(at::kFloat), weights.at("read_outs.weight"),
                   weights.at("read_outs.bias"));
    const auto options = image.options().requires_grad(false);
    Losses losses{.total = at::zeros({}, options),
                  .parts = at::zeros({2, 5}, options),
                  .right = at::zeros({2, foilTypes}, options),
                  .asked = at::zeros({2, foilTypes}, options)};
    int64_t from = 0;
    for (const DomainBatch& domain : batch.domains) {
        const int64_t n = domain.images, captions = domain.texts.size(0) - domain.phrases;
        const at::Tensor z = image.narrow(0, from, n);
        const at::Tensor e = text.index_select(0, domain.texts);
        const at::Tensor cosines = at::matmul(e, z.select(1, 0).t()); // [T + Q, n]
        const at::Tensor margins = cosines.index({domain.pairTrue, domain.pairImage})
            - cosines.index({domain.pairFoil, domain.pairImage});
        const at::Tensor phrases = concept_.index_select(0, domain.texts.slice(0, captions));
        const at::Tensor localLogits = scaled(patchCosines(local.narrow(0, from, n), phrases),
                                              weights, "concept_logit_scale", "concept_logit_bias");
        const at::Tensor jointLogits = scaled(patchCosines(z.slice(1, 1), e.slice(0, captions)),
                                              weights, "patch_scale", "patch_bias");
        const PatchLabels labels = patchLabels(domain.covered);
        const at::Tensor parts = at::stack(
            {foilLoss(margins, weights.at("logit_scale").exp()),
             truthLoss(scaled(cosines, weights, "truth_scale", "truth_bias"), domain.truth,
                       by.falsehoods),
             patchLoss(localLogits, labels, by.outside), patchLoss(jointLogits, labels, by.outside),
             readOutLoss(readOuts.narrow(0, from, n), domain, shape.side)});
        const at::Tensor factors = at::tensor({by.foil, by.truth, by.local, by.joint, by.readOuts},
                                              options.device(at::kCPU));
        losses.total = losses.total
            + double(n) / double(batch.pixels.size(0)) * parts.dot(factors.to(parts.device()));

        const auto row = int64_t(domain.domain);
        losses.parts[row].copy_(parts.detach());
        losses.right[row].index_add_(0, domain.pairType, (margins.detach() > 0).to(at::kFloat));
        losses.asked[row].index_add_(0, domain.pairType, at::ones_like(margins.detach()));
        from += n;
    }
    return losses;
}

} // namespace training
