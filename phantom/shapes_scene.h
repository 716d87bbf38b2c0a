// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phantom/raster.h"
#include "phantom/scene.h"

namespace phantom {

/// How one shape is painted; lengths are canvas pixels, angles radians clockwise.
struct ShapeLook {
    std::array<float, 3> colour = {}; ///< grey levels: red, green, blue
    std::array<float, 3> second = {}; ///< of the stripes or dots
    float angle = 0;                  ///< of the shape
    float shade = 0;                  ///< share by which its lower edge is darker than its middle
    float textureAngle = 0;           ///< of the stripes or the rows of dots, in the image
    float period = 5;                 ///< of the stripes or dots
    float phaseX = 0, phaseY = 0;     ///< shares of a period
};

/// A soft spot on the background, or a band where it is stretched.
struct BackgroundBlob {
    float x = 0, y = 0, radius = 0;  ///< canvas pixels; nothing is left beyond the radius
    float angle = 0, stretch = 1;    ///< radians clockwise; length over width
    std::array<float, 3> shift = {}; ///< grey levels at its middle: red, green, blue
};

/// The parameters of a shapes picture that no word names.
struct ShapesLook {
    std::array<SmoothGrid, 3> background; ///< grey levels: red, green, blue
    std::vector<BackgroundBlob> blobs;
    float backgroundNoise = 0, objectNoise = 0; ///< deviations, grey levels
    float gain = 1, offset = 0;                 ///< of the contrast about 128, last of all
    std::vector<ShapeLook> shapes;              ///< one an object
};

/// The shapes scene of this number; see makeScene().
Scene makeShapesScene(std::uint64_t seed, std::uint64_t index, const SceneLimits& limits);

/// Draws a shapes scene at canvasSize or more; see draw().
Drawing drawShapes(const Scene& scene, int size);

} // namespace phantom
