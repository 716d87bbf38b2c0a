// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/nets/pass_recorder.h"
#include "plugins/clip/clip_network.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

using namespace explain;

namespace clip {

Expected<ImageFeatures> ClipNetwork::encodeImage(const Sample& sample, const ImageRequest& request,
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

Expected<ImageFeatures> ClipNetwork::encodePixels(const at::Tensor& pixels,
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
    if (request.localPatches && !offers(Space::Local))
        return noLocalSpace();

    const at::NoGradGuard noGrad;
    ImageFeatures out{.prefixes = 1,
                      .geometry = {.canvasHeight = height,
                                   .canvasWidth = width,
                                   .patch = patch,
                                   .rows = height / patch,
                                   .cols = width / patch,
                                   .imageHeight = height,
                                   .imageWidth = width}};
    const at::Tensor canvas = pixels.to(m_device, at::kFloat).contiguous();
    if (request.pixels)
        out.pixels = canvas;
    if (!request.global && !request.patches && !request.localPatches && request.hiddenStates <= 0
        && !request.attention)
        return out;

    const at::Tensor classRows =
        at::zeros({pixels.size(0)}, at::TensorOptions(m_device).dtype(at::kLong));
    PassRecorder recorder(blocks(), request.hiddenStates, request.attention, classRows, progress);
    recorder.reportAs(0, 1, "encoding the image");
    const at::Tensor last = m_imageTrunk.run(image.embed(canvas), recorder.watcher());
    if (!last.defined())
        return cancelledError;
    out.hiddenStates = recorder.hiddenStates();
    out.attention = recorder.attention();
    if (request.global)
        out.global = finish(last.select(1, 0)).contiguous();
    if (request.patches)
        out.patches = finish(last.slice(1, 1)).contiguous();
    if (request.localPatches)
        out.localPatches = m_weights.localImage(image.postNorm(last.slice(1, 1))).contiguous();
    return out;
}

} // namespace clip
