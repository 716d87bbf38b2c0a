// SPDX-License-Identifier: Apache-2.0
#include "phantom/shape_outlines.h"
#include "phantom/shapes_scene.h"

#include <cmath>

namespace phantom {
namespace {

/// Pixels [left, right) x [top, bottom).
struct PixelBox {
    int left, top, right, bottom;

    PixelBox(float x, float y, float reach, int size)
        : left(std::max(int(x - reach - 1), 0)), top(std::max(int(y - reach - 1), 0)),
          right(std::min(int(x + reach + 2), size)), bottom(std::min(int(y + reach + 2), size))
    {
    }
};

/// \p value less the whole number below it, for values above -64.
float fraction(float value)
{
    return value - (float(int(value + 64)) - 64);
}

/// How much of a pixel \p right and \p below an object's centre has the first of its two tones.
class Pattern {
public:
    Pattern(int texture, const ShapeLook& look, float scale)
        : m_texture(texture), m_period(look.period * scale),
          m_across(std::cos(look.textureAngle) / m_period),
          m_down(std::sin(look.textureAngle) / m_period), m_phaseX(look.phaseX),
          m_phaseY(look.phaseY)
    {
    }
    float firstTone(float right, float below) const
    {
        if (m_texture == 0)
            return 1;
        const float x = fraction(right * m_across + below * m_down + m_phaseX) - 0.5F;
        if (m_texture == 1)
            return coverage((std::abs(x) - 0.25F) * m_period);
        const float y = fraction(below * m_across - right * m_down + m_phaseY) - 0.5F;
        return coverage((0.27F - std::sqrt(x * x + y * y)) * m_period);
    }

private:
    int m_texture;
    float m_period, m_across, m_down, m_phaseX, m_phaseY;
};

/// The picture while it is painted, back to front.
class Painting {
public:
    Painting(const Scene& scene, int size)
        : m_scene(scene), m_look(*scene.shapesLook), m_size(size),
          m_scale(float(size) / float(canvasSize)), m_image(pixels() * 3),
          m_deviation(pixels(), std::hypot(m_look.backgroundNoise, m_look.objectNoise))
    {
        for (int channel = 0; channel < 3; ++channel)
            addGrid(m_look.background[std::size_t(channel)], m_image, size, 3, channel);
        for (const BackgroundBlob& blob : m_look.blobs)
            paint(blob);
        for (std::size_t i = 0; i < scene.objects.size(); ++i)
            outline::visit(scene.objects[i].fields[Shape],
                           [&](auto distance) { paint(i, distance); });
    }

    Drawing finished()
    {
        addGrain(m_scene, m_image, m_size, 3, m_deviation);
        const float offset = 128 - 128 * m_look.gain + m_look.offset;
        return {.size = m_size,
                .channels = 3,
                .pixels = toBytes(m_image, m_look.gain, offset),
                .masks = std::move(m_masks)};
    }

private:
    std::size_t pixels() const { return std::size_t(m_size) * std::size_t(m_size); }

    void paint(const BackgroundBlob& blob)
    {
        const float x = blob.x * m_scale, y = blob.y * m_scale, radius = blob.radius * m_scale;
        const float cosine = std::cos(blob.angle), sine = std::sin(blob.angle);
        const PixelBox box(x, y, radius * blob.stretch, m_size);
        for (int row = box.top; row < box.bottom; ++row)
            for (int column = box.left; column < box.right; ++column) {
                const float right = float(column) + 0.5F - x, below = float(row) + 0.5F - y;
                const float along = (right * cosine + below * sine) / (radius * blob.stretch);
                const float across = (below * cosine - right * sine) / radius;
                const float fade = 1 - along * along - across * across;
                if (fade <= 0)
                    continue;
                float* const pixel =
                    &m_image[(std::size_t(row) * std::size_t(m_size) + std::size_t(column)) * 3];
                for (std::size_t i = 0; i < 3; ++i)
                    pixel[i] += fade * fade * blob.shift[i];
            }
    }

    template <typename Outline> void paint(std::size_t which, Outline distance)
    {
        const Object& object = m_scene.objects[which];
        const ShapeLook& look = m_look.shapes[which];
        const float x = object.x * m_scale, y = object.y * m_scale;
        const float radius = object.radius * m_scale;
        const float cosine = std::cos(look.angle) / radius, sine = std::sin(look.angle) / radius;
        const Pattern pattern(object.fields[Texture], look, m_scale);
        const PixelBox box(x, y, radius * outline::reach, m_size);
        m_masks.emplace_back(pixels());
        for (int row = box.top; row < box.bottom; ++row)
            for (int column = box.left; column < box.right; ++column) {
                const float right = float(column) + 0.5F - x, below = float(row) + 0.5F - y;
                const float v = below * cosine - right * sine;
                const float cover = coverage(distance(right * cosine + below * sine, v) * radius);
                if (cover <= 0)
                    continue;
                const std::size_t pixel =
                    std::size_t(row) * std::size_t(m_size) + std::size_t(column);
                blend(pixel, cover, look, pattern.firstTone(right, below), 1 - look.shade * v);
                if (cover > 0.5F)
                    claim(pixel);
            }
    }

    void blend(std::size_t pixel, float cover, const ShapeLook& look, float firstTone, float light)
    {
        for (std::size_t i = 0; i < 3; ++i) {
            const float tone = look.second[i] + firstTone * (look.colour[i] - look.second[i]);
            float& value = m_image[pixel * 3 + i];
            value += cover * (tone * light - value);
        }
        m_deviation[pixel] += cover * (m_look.objectNoise - m_deviation[pixel]);
    }

    /// The newest object covers the others at this pixel.
    void claim(std::size_t pixel)
    {
        for (auto& mask : m_masks)
            mask[pixel] = 0;
        m_masks.back()[pixel] = 1;
    }

    const Scene& m_scene;
    const ShapesLook& m_look;
    int m_size;
    float m_scale; ///< drawn pixels a canvas pixel
    std::vector<float> m_image;
    std::vector<float> m_deviation; ///< of the noise
    std::vector<std::vector<std::uint8_t>> m_masks;
};

} // namespace

Drawing drawShapes(const Scene& scene, int size)
{
    return Painting(scene, size).finished();
}

} // namespace phantom
