// SPDX-License-Identifier: Apache-2.0
#include "training/held_out.h"

#include "phantom/foils.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace training {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value)
{
    return std::round(value * 1e4) / 1e4;
}

/// Over phrases that name something there: how many, and for how many the best patch is at least
/// half covered, or as covered as any can be. [2]
at::Tensor pointing(const at::Tensor& patches, const at::Tensor& phrases, const at::Tensor& covered)
{
    const at::Tensor best = at::matmul(patches, phrases.t()).argmax(1, true); // [n, 1, Q]
    const at::Tensor most = covered.amax(1, true);
    const at::Tensor there = most > .02;
    const at::Tensor hit = covered.gather(1, best) >= most.clamp_max(.5);
    return at::stack({there.sum(), (there & hit).sum()}).to(at::kDouble);
}

/// Sums over batches of one domain.
struct Sums {
    at::Tensor right, asked, local, joint;
};

void add(at::Tensor& sum, const at::Tensor& more)
{
    sum = sum.defined() ? sum + more : more;
}

} // namespace

HeldOut::HeldOut(const BatchMaker& maker, int batches) : m_maker(maker), m_count(batches)
{
}

Json HeldOut::measure(const Weights& weights, const at::Device& device)
{
    const at::NoGradGuard noGradient;
    const NetworkShape& shape = weights.shape();
    if (m_patch != shape.patch) {
        m_patch = shape.patch;
        m_batches.clear();
        for (int i = 0; i < m_count; ++i)
            m_batches.push_back(m_maker.make({.seed = seed,
                                              .step = i,
                                              .shapes = 50,
                                              .chest = 50,
                                              .patch = m_patch,
                                              .gain = false}));
    }
    std::array<Sums, 2> sums;
    const NamedWeights views = weights.views(weights.flat, true);
    for (const Batch& onCpu : m_batches) {
        const Batch batch = onCpu.to(device);
        const ImageFeatures images = encodeImages(views, shape, batch.pixels);
        const TextFeatures texts = encodeTexts(views, shape, batch.texts);
        const Losses losses = lossesOf(batch, views, shape, images, texts, {});
        int64_t from = 0;
        for (const DomainBatch& domain : batch.domains) {
            Sums& sum = sums[std::size_t(domain.domain)];
            add(sum.right, losses.right[int64_t(domain.domain)]);
            add(sum.asked, losses.asked[int64_t(domain.domain)]);
            const at::Tensor rows = domain.texts.slice(0, domain.texts.size(0) - domain.phrases);
            const auto phrases = [&](const at::Tensor& all) {
                return normalised(all).index_select(0, rows);
            };
            const auto patches = [&](const at::Tensor& all) {
                return normalised(all.narrow(0, from, domain.images));
            };
            add(sum.local, pointing(patches(images.local), phrases(texts.local), domain.covered));
            add(sum.joint,
                pointing(patches(images.joint.slice(1, 1)), phrases(texts.joint), domain.covered));
            from += domain.images;
        }
    }
    Json result;
    for (const phantom::Domain domain : {phantom::Domain::Shapes, phantom::Domain::Chest}) {
        const Sums& sum = sums[std::size_t(domain)];
        Json& named = result[domain == phantom::Domain::Shapes ? "shapes" : "chest"];
        for (const phantom::FoilType type : phantom::foilTypes(domain)) {
            const auto i = int64_t(type);
            if (sum.asked[i].item<double>() > 0)
                named[std::string(phantom::name(type))] =
                    rounded((sum.right[i] / sum.asked[i]).item<double>());
        }
        named["pointing"] = rounded((sum.local[1] / sum.local[0]).item<double>());
        named["pointing_joint"] = rounded((sum.joint[1] / sum.joint[0]).item<double>());
    }
    return result;
}

} // namespace training
