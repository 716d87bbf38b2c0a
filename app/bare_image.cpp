// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bare_image.h"

#include "explain/nets/safetensors.h"
#include "explain/sha256.h"

#include <ATen/ATen.h>

namespace app {
namespace {

constexpr int64_t maxPixels = int64_t(1) << 28;

std::string typeOf(const at::Tensor& tensor)
{
    return c10::str(tensor.scalar_type(), ' ', tensor.sizes());
}

} // namespace

explain::Expected<RunImage> readImageArchive(const std::string& file)
{
    const auto refuse = [&](const std::string& why) {
        return explain::Error{explain::Error::Kind::Input, file + ": " + why};
    };
    const auto archive = explain::readSafetensors(file);
    if (!archive)
        return archive.error();
    const auto found = archive->tensors.find("image");
    if (found == archive->tensors.end())
        return refuse("expected a tensor 'image', found none");
    const at::Tensor& stored = found->second;
    if (stored.scalar_type() != at::kByte || stored.dim() != 3 || stored.size(0) != 3
        || stored.numel() == 0)
        return refuse("image: expected uint8 [3, H, W], found " + typeOf(stored));
    if (stored.numel() / 3 > maxPixels)
        return refuse("image: expected at most 268435456 pixels, found "
                      + std::to_string(stored.numel() / 3));
    const auto fileSha256 = explain::sha256OfFile(file);
    if (!fileSha256)
        return fileSha256.error();
    const at::Tensor pixels = stored.clone(); // the file may change under its map
    const auto* const bytes = reinterpret_cast<const char*>(pixels.data_ptr<uint8_t>());
    return RunImage{.record = {.file = file,
                               .sha256 = *fileSha256,
                               .width = pixels.size(2),
                               .height = pixels.size(1)},
                    .pixels = pixels,
                    .pixelsSha256 =
                        explain::sha256(std::string_view(bytes, std::size_t(pixels.numel())))};
}

} // namespace app
