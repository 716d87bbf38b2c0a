// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "phantom/raster.h"
#include "phantom/scene.h"

#include <array>
#include <vector>

/// What a chest scene is made of. Lengths are in units of the body: x from -1 to 1 across the
/// chest, the patient's right negative, y from -1 at the neck to 1 below the diaphragm; one unit is
/// half a canvas, a little more or less with the patient.
namespace phantom {

struct Point {
    float x = 0, y = 0;
};

/// Where the body lies in the picture.
struct BodyFrame {
    Point centre;               ///< of the body's coordinates, in canvas pixels
    float scale = 48;           ///< canvas pixels a unit
    float cosine = 1, sine = 0; ///< of the patient's turn in the picture, clockwise

    Point toCanvas(Point body) const
    {
        return {centre.x + scale * (cosine * body.x - sine * body.y),
                centre.y + scale * (sine * body.x + cosine * body.y)};
    }
    Point toBody(Point canvas) const
    {
        const float x = (canvas.x - centre.x) / scale, y = (canvas.y - centre.y) / scale;
        return {cosine * x + sine * y, cosine * y - sine * x};
    }
};

/// A straight piece of a vessel, thinner towards its end.
struct Vessel {
    Point from, to;
    float fromHalf = 0, toHalf = 0; ///< half widths
    float density = 0;
};

/// The heart's outline: an ellipse.
struct HeartShape {
    Point centre;
    float longHalf = 0, shortHalf = 0; ///< half axes
    float cosine = 1, sine = 0;        ///< of the long axis, clockwise

    float halfWidth() const;
    float halfHeight() const;
    /// Distance inside the outline, near it in units of the body; negative outside.
    float depth(Point point) const;
};

/// The shape of the chest, by side: [0] is the patient's right.
struct Thorax {
    float halfWidth = 0.78F;         ///< of the lungs where they are widest
    float apex = -0.8F;              ///< the lungs' upper end
    std::array<float, 2> domes = {}; ///< tops of the diaphragm
    HeartShape heart;
    float knob = 0; ///< how far the aortic arch stands out
    float ribPitch = 0, ribPhase = 0, ribDensity = 0;
    float claviclesAt = 0;  ///< height of their medial ends
    float clavicleRise = 0; ///< towards the shoulders
    float scapulaeAt = 0;   ///< |x| of their medial borders
    float shoulders = 0;    ///< height of the shoulders' line
    float waist = 0;        ///< |x| of the skin beside the lungs
    float breasts = 0;      ///< density; 0: none to see
    float breastRadius = 0;
    float bubble = 0;           ///< darkness of the air in the stomach; 0: none to see
    Point bubbleAt, bubbleHalf; ///< its middle and half axes
    std::vector<Vessel> vessels;
};

/// How the picture was taken.
struct Exposure {
    bool anteroposterior = false; ///< lying or sitting in bed; otherwise posteroanterior, standing
    float gamma = 1, gain = 1, offset = 0;
    float noise = 0;         ///< deviation on the canvas, 1 is white
    float gridLines = 0;     ///< contrast of the anti-scatter grid; 0: none to see
    float gridPitch = 1;     ///< of its lines, in canvas pixels
    float gridPhase = 0;     ///< share of a pitch
    bool sideMarker = false; ///< an L beside the patient's left shoulder
    Point markerAt;          ///< in canvas pixels
};

/// One finding as it is drawn; what a kind does not need stays 0.
struct FindingShape {
    Point centre;
    float radius = 0;
    float density = 0;
    float level = 0;      ///< effusion: height of its surface at the mediastinum
    float rise = 0;       ///< effusion: how much higher it climbs at the chest wall
    float keptWidth = 1;  ///< pneumothorax: what is left of the lung's width
    float keptHeight = 1; ///< and of its height above the hilum
    SmoothGrid cloud;     ///< consolidation: unevenness, over twice its extent
    std::vector<std::vector<Point>> paths; ///< line, tube, lead; bands of an atelectasis
};

/// The parameters of a chest picture that no word names.
struct ChestLook {
    BodyFrame frame;
    Thorax thorax;
    Exposure exposure;
    std::vector<FindingShape> findings; ///< those of the scene's first objects, in their order
};

/// -1 for the patient's right, which is on the image's left; 1 for the left.
inline float signOf(int side)
{
    return side == 0 ? -1.0F : 1.0F;
}

/// The shape of a chest and the way its picture is taken; \p enlargement of the heart is unsaid, 0
/// (mild) or 1 (severe). The number of draws is the same for all.
Thorax makeThorax(bool anteroposterior, int enlargement, RandomStream& stream);
Exposure makeExposure(bool anteroposterior, RandomStream& stream);
BodyFrame makeBodyFrame(bool anteroposterior, RandomStream& stream);

} // namespace phantom
