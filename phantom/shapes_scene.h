// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phantom/raster.h"
#include "phantom/scene.h"

namespace phantom {

/// How one shape is painted; all lengths in canvas pixels.
struct ShapeLook {
    std::array<float, 3> colour = {}; ///< grey levels, red, green and blue
    std::array<float, 3> second = {}; ///< of the stripes or dots
    float angle = 0;                  ///< of the shape, radians clockwise
    float textureAngle = 0;           ///< of the stripes, against the shape
    float period = 0;                 ///< of the stripes or dots
    float phaseX = 0, phaseY = 0;     ///< shares of a period
};

/// The parameters of a shapes picture that no word names.
struct ShapesLook {
    std::array<SmoothGrid, 3> background; ///< grey levels; red, green, blue
    struct Blob {
        float x = 0, y = 0,
              radius = 0; ///< canvas pixels; a band is a blob stretched along \p angle
        float angle = 0, stretch = 1;
        std::array<float, 3> shift = {}; ///< grey levels at its middle
    };
    std::vector<Blob> blobs;                    ///< soft spots and bands on the background
    float backgroundNoise = 0, objectNoise = 0; ///< deviations, grey levels
    float gain = 1, offset = 0;                 ///< of the contrast about 128, last of all
    std::vector<ShapeLook> shapes;              ///< one an object
};

/// The shapes scene of this number; see makeScene().
Scene makeShapesScene(std::uint64_t seed, std::uint64_t index, const SceneLimits& limits);

/// Draws a shapes scene at canvasSize or more; see draw().
Drawing drawShapes(const Scene& scene, int size);

} // namespace phantom
