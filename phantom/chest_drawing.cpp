// SPDX-License-Identifier: Apache-2.0
#include "phantom/chest_findings.h"
#include "phantom/chest_scene.h"

#include <numbers>

namespace phantom {
namespace {

constexpr float airContrast = 0.37F; // density of tissue that a lung full of air lacks

void paintFinding(const Object& object, const FindingShape& shape, const LungOutline& outline,
                  const Thorax& thorax, Film& film, std::span<std::uint8_t> mask)
{
    const int side = object.fields[Side];
    switch (kindOf(object)) {
    case FindingKind::Nodule:
    case FindingKind::Mass: return paintNodule(shape, film, mask);
    case FindingKind::Consolidation: return paintConsolidation(shape, film, mask);
    case FindingKind::Atelectasis: return paintAtelectasis(shape, film, mask);
    case FindingKind::Effusion: return paintEffusion(shape, side, film, mask);
    case FindingKind::Pneumothorax:
        return paintPneumothorax(shape, side, outline, thorax.apex, film, mask);
    case FindingKind::Line: return paintLine(shape, film, mask);
    case FindingKind::Tube: return paintTube(shape, film, mask);
    case FindingKind::Pacemaker: return paintPacemaker(shape, film, mask);
    default: // a large heart is anatomy
        return;
    }
}

void maskAnatomy(const Scene& scene, Film& film, std::vector<std::vector<std::uint8_t>>& masks)
{
    for (std::size_t k = 0; k < scene.objects.size(); ++k) {
        const Object& object = scene.objects[k];
        const FindingKind kind = kindOf(object);
        if (kind == FindingKind::Lung) {
            film.everywhere([&](std::size_t i, Point point) {
                masks[k][i] = film.lung[i] > 0 && signOf(object.fields[Side]) * point.x > 0;
            });
        } else if (kind == FindingKind::Heart || kind == FindingKind::Cardiomegaly) {
            const HeartShape& heart = scene.chestLook->thorax.heart;
            film.around(heart.centre, heart.longHalf,
                        [&](std::size_t i, Point point) { masks[k][i] = heart.depth(point) > 0; });
        }
    }
}

/// The letter that says where the patient's left is.
void paintSideMarker(const Exposure& exposure, const BodyFrame& frame, Film& film)
{
    const auto at = [&](float x, float y) {
        return frame.toBody({exposure.markerAt.x + x, exposure.markerAt.y + y});
    };
    const float soft = film.blurred(0.004F);
    film.along({at(0, 0), at(0, 3.6F), at(2, 3.6F)}, 0.03F, [&](std::size_t i, float distance) {
        film.tissue[i] += 0.9F * strip(distance, 0.0085F, soft);
    });
}

/// Film density to grey: linear, then a shoulder that keeps bright shadows apart; gamma and gain.
Profile toneCurve(const Exposure& exposure)
{
    return {0, 1.6F, [&](float density) {
                constexpr float shoulder = 0.72F, rest = 0.30F;
                const float over = std::max(0.0F, density - shoulder);
                const float bent = density - over + rest * over / (rest + over);
                return exposure.offset
                    + exposure.gain
                    * float(std::pow(double(std::max(bent, 0.01F)), double(exposure.gamma)));
            }};
}

/// Averages over a pixel, so that lines too fine for a size leave nothing behind.
std::vector<float> gridLines(const Exposure& exposure, int size)
{
    std::vector<float> lines(std::size_t(size), 0.0F);
    const double turn = 2 * std::numbers::pi / double(exposure.gridPitch);
    const double pixel = double(canvasSize) / size, half = turn * pixel / 2;
    for (int x = 0; x < size; ++x) {
        const double angle =
            turn * (x + 0.5) * pixel + 2 * std::numbers::pi * double(exposure.gridPhase);
        lines[std::size_t(x)] = exposure.gridLines * float(std::sin(angle) * std::sin(half) / half);
    }
    return lines;
}

std::vector<std::uint8_t> expose(const Scene& scene, const Film& film)
{
    const Exposure& exposure = scene.chestLook->exposure;
    const int size = film.size();
    const Profile tone = toneCurve(exposure);
    std::vector<float> image(film.tissue.size()), deviation(film.tissue.size());
    for (std::size_t i = 0; i < image.size(); ++i) {
        const float density = film.tissue[i] + film.air[i] * (film.vessels[i] - airContrast);
        image[i] = tone.at(density);
        deviation[i] = exposure.noise * (0.6F + 0.6F * std::clamp(density, 0.0F, 1.0F));
    }
    if (exposure.gridLines > 0) {
        const std::vector<float> lines = gridLines(exposure, size);
        for (std::size_t i = 0; i < image.size(); ++i)
            image[i] += lines[i % lines.size()];
    }
    addGrain(scene, image, size, 1, deviation);
    return toBytes(image, 255, 0);
}

} // namespace

Drawing drawChest(const Scene& scene, int size)
{
    const ChestLook& look = *scene.chestLook;
    Film film(look.frame, size);
    const LungOutline outline(look.thorax);
    paintSoftTissue(look.thorax, outline, film);
    paintBones(look.thorax, outline, film);

    Drawing drawing{.size = size, .channels = 1};
    drawing.masks.assign(scene.objects.size(), std::vector<std::uint8_t>(film.tissue.size()));
    maskAnatomy(scene, film, drawing.masks);
    for (std::size_t i = 0; i < look.findings.size(); ++i)
        paintFinding(scene.objects[i], look.findings[i], outline, look.thorax, film,
                     drawing.masks[i]);
    if (look.exposure.sideMarker)
        paintSideMarker(look.exposure, look.frame, film);
    drawing.pixels = expose(scene, film);
    return drawing;
}

} // namespace phantom
