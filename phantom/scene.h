// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace phantom {

/// Scenes, drawings and pairs of a seed are the same to the bit for one version of the generator.
/// Whoever changes them raises it, and makes the built-in network anew.
constexpr int generatorVersion = 1;

enum class Domain { Shapes, Chest };

/// All lengths of a scene are pixels of a canvas this wide and high: what the built-in network
/// sees.
constexpr int canvasSize = 96;

/// Seeds from here on are for measuring; the trainer refuses them. A seed is the key of the random
/// stream, so scenes of two seeds never share a draw.
constexpr std::uint64_t firstHeldOutSeed = 900'000;

/// The value of a field that an object does not have or a phrase does not say.
constexpr int unsaid = -1;

/// Fields of an object and of a phrase about it. Shapes: colour, shape, texture, size. Chest: side,
/// finding, zone, severity. Values index the word lists below.
using Fields = std::array<std::int8_t, 4>;
enum ShapesField { Colour, Shape, Texture, Size };
enum ChestField { Side, Finding, Zone, Severity };

inline constexpr std::array colours{"red",  "orange", "yellow", "green", "cyan",
                                    "blue", "purple", "pink",   "white", "black"};
inline constexpr std::array shapes{"circle", "square", "triangle", "star",     "cross",
                                   "ring",   "heart",  "diamond",  "crescent", "bar"};
inline constexpr std::array textures{"solid", "striped", "dotted"};
inline constexpr std::array sizes{"small", "large", "medium"}; // medium is drawn and never named

/// The patient's side: "right" is on the image's left.
inline constexpr std::array sides{"right", "left"};
/// The last two are anatomy: parts of every chest scene, never a finding.
inline constexpr std::array findings{"nodule",        "mass",         "effusion",    "pneumothorax",
                                     "consolidation", "cardiomegaly", "atelectasis", "line",
                                     "tube",          "pacemaker",    "heart",       "lung"};
inline constexpr int findingCount = 10; // without anatomy
inline constexpr std::array zones{"upper", "middle", "lower"};
/// Said of effusion and pneumothorax as small and large, of cardiomegaly as mild and severe.
inline constexpr std::array severities{"small", "large"};

/// One thing in a scene.
struct Object {
    Fields fields = {unsaid, unsaid, unsaid, unsaid};
    float x = 0, y = 0; ///< the centre, in canvas pixels from the left and the top
    float radius = 0;   ///< half the extent, in canvas pixels
};

/// The parameters behind the picture that no word names: background, noise, exposure, anatomy.
struct ShapesLook;
struct ChestLook;

/// Everything that is drawn, decided before the first pixel: a scene is the same scene at any size.
struct Scene {
    Domain domain = Domain::Shapes;
    std::uint64_t seed = 0;
    std::uint64_t index = 0;
    std::vector<Object> objects; ///< shapes: back to front; chest: findings, then heart and lungs
    std::shared_ptr<const ShapesLook> shapesLook; ///< for Domain::Shapes
    std::shared_ptr<const ChestLook> chestLook;   ///< for Domain::Chest
};

/// The scene of this number: the same for the same arguments on every machine.
Scene makeScene(Domain domain, std::uint64_t seed, std::uint64_t index);

/// How many objects may be in a scene, and how many findings.
struct SceneLimits {
    int objects = 6;
    int findings = findingCount;
};
/// The same draw with fewer things in it: a training run begins with simple scenes.
Scene makeScene(Domain domain, std::uint64_t seed, std::uint64_t index, SceneLimits limits);

/// A scene's picture at some size.
struct Drawing {
    int size = 0;                     ///< pixels a side
    int channels = 0;                 ///< 3 for shapes, 1 for chest
    std::vector<std::uint8_t> pixels; ///< [size, size, channels], row by row
    /// [objects][size * size], row by row, 1 where the object is seen: later shapes cover earlier
    /// ones; in a radiograph shadows add up and masks overlap. No mask is empty.
    std::vector<std::vector<std::uint8_t>> masks;
};

/// Draws \p scene \p size pixels wide and high (16 ... 4096). Masks, exposure and noise are those
/// of the scene: a drawing reduced to canvasSize is, within a grey level or two, the drawing at
/// canvasSize.
Drawing draw(const Scene& scene, int size);

} // namespace phantom
