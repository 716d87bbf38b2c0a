// SPDX-License-Identifier: Apache-2.0
#include "phantom/chest_scene.h"

namespace phantom {

Drawing drawChest(const Scene& scene, int size)
{
    const ChestLook& look = *scene.chestLook;
    Drawing drawing{.size = size, .channels = 1};
    const float pixel = float(canvasSize) / float(size);
    const auto heart = std::size_t(size) * std::size_t(size);
    drawing.pixels.resize(heart);
    drawing.masks.assign(scene.objects.size(), std::vector<std::uint8_t>(heart));
    for (std::size_t i = 0; i < heart; ++i) {
        const Point point = look.frame.toBody(
            {(float(int(i) % size) + 0.5F) * pixel, (float(int(i) / size) + 0.5F) * pixel});
        const bool inside = look.thorax.heart.depth(point) > 0;
        drawing.pixels[i] = inside ? 170 : 60;
        for (auto& mask : drawing.masks)
            mask[i] = inside;
    }
    return drawing;
}

} // namespace phantom
