// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/pass_recorder.h"
#include "plugins/siglip/siglip_network.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

using namespace explain;

namespace siglip {
namespace {

bool asksForPooledRow(const ImageRequest& request)
{
    return request.attention && request.attention->rows == AttentionRequest::Rows::Pooled;
}

} // namespace

Expected<ImageFeatures> SiglipNetwork::encodeImage(const Sample& sample,
                                                   const ImageRequest& request,
                                                   const Progress& progress) const
{
    const at::NoGradGuard noGrad;
    progress.report(0, "preparing the image");
    const auto prepared = prepare(sample.image, m_config.preparation);
    if (!prepared)
        return prepared.error();
    auto features = encodePixels(prepared->pixels, request, progress);
    if (!features)
        return features;
    features->geometry.imageHeight = sample.image.size(1);
    features->geometry.imageWidth = sample.image.size(2);
    features->geometry.toImage = prepared->toImage;
    return features;
}

Expected<ImageFeatures> SiglipNetwork::encodePixels(const at::Tensor& pixels,
                                                    const ImageRequest& request,
                                                    const Progress& progress) const
{
    TORCH_CHECK(pixels.dim() == 4 && pixels.size(0) >= 1 && pixels.size(1) == 3,
                "pixels: not [B, 3, h, w]: ", pixels.sizes());
    const VisionTransformer& image = m_weights.image;
    const int64_t height = pixels.size(2), width = pixels.size(3), patch = image.patch;
    if (height < patch || width < patch)
        return Error{Error::Kind::Input,
                     c10::str("image: expected a canvas of at least one patch of ", patch,
                              " pixels, found ", width, " x ", height)};
    if (request.localPatches)
        return Error{Error::Kind::Network,
                     "'" + m_info.name
                         + "': expected the joint space, found a request for the local one"};
    const bool wantsHead = asksForPooledRow(request);
    if (wantsHead && std::ranges::any_of(request.attention->blocks, [this](int64_t block) {
            return block != -1 && block != blocks() - 1;
        }))
        return Error{Error::Kind::Network,
                     "'" + m_info.name
                         + "': expected the attention of all rows, or of the pooling head behind "
                           "the last block, found a request for the pooled row of another"};

    const at::NoGradGuard noGrad;
    ImageFeatures answer{.prefixes = 0,
                         .geometry = {.canvasHeight = height,
                                      .canvasWidth = width,
                                      .patch = patch,
                                      .rows = height / patch,
                                      .cols = width / patch,
                                      .imageHeight = height,
                                      .imageWidth = width}};
    const at::Tensor canvas = pixels.to(m_device, at::kFloat).contiguous();
    if (request.pixels)
        answer.pixels = canvas;
    if (!request.global && !request.patches && request.hiddenStates <= 0 && !request.attention)
        return answer;

    PassRecorder recorder(blocks(), request.hiddenStates,
                          wantsHead ? std::nullopt : request.attention, {}, progress);
    recorder.reportAs(0, 1, "encoding the image");
    const at::Tensor last = m_imageTrunk.run(image.embed(canvas), recorder.watcher());
    if (!last.defined())
        return cancelledError;
    answer.hiddenStates = recorder.hiddenStates();
    answer.attention = recorder.attention();
    const at::Tensor normed = image.postNorm(last);
    if (wantsHead)
        answer.attention.assign(request.attention->blocks.size(),
                                m_weights.head.attention(normed).contiguous());
    if (request.global)
        answer.global = m_weights.head(normed).contiguous();
    if (request.patches)
        answer.patches = m_weights.head.each(normed).contiguous();
    return answer;
}

} // namespace siglip
