// SPDX-License-Identifier: Apache-2.0
#include "phantom/claim.h"

#include <algorithm>
#include <cmath>

namespace phantom {

namespace {

constexpr float leastGap = 12, leastSlope = 0.6F;
constexpr float nearEdge = 0.40F * canvasSize, farEdge = 0.60F * canvasSize;

/// Side, finding, zone, severity: what a phrase about each finding may say.
constexpr std::array<std::array<bool, 4>, findingCount> carried{{
    {true, true, true, false},   // nodule
    {true, true, true, false},   // mass
    {true, true, false, true},   // effusion
    {true, true, false, true},   // pneumothorax
    {true, true, true, false},   // consolidation
    {false, true, false, true},  // cardiomegaly
    {true, true, true, false},   // atelectasis
    {true, true, false, false},  // line
    {false, true, false, false}, // tube
    {true, true, false, false},  // pacemaker
}};
constexpr int atelectasis = 6, lung = findingCount + 1, upper = 0;

int countMatches(const Fields& said, const Scene& scene)
{
    return int(std::count_if(scene.objects.begin(), scene.objects.end(),
                             [&](const Object& object) { return matches(said, object); }));
}

/// The one object that matches; null: there is none, or there are several.
const Object* onlyMatch(const Fields& said, const Scene& scene)
{
    const Object* found = nullptr;
    for (const Object& object : scene.objects) {
        if (!matches(said, object))
            continue;
        if (found)
            return nullptr;
        found = &object;
    }
    return found;
}

bool isAt(const Object& object, Direction side)
{
    switch (side) {
    case Leftwards: return object.x < nearEdge;
    case Rightwards: return object.x > farEdge;
    case Upwards: return object.y < nearEdge;
    case Downwards: return object.y > farEdge;
    }
    return false;
}

} // namespace

bool matches(const Fields& said, const Object& object)
{
    for (std::size_t field = 0; field < said.size(); ++field)
        if (said[field] != unsaid && said[field] != object.fields[field])
            return false;
    // "a right finding" would never mean the lung; shapes have no such values.
    return object.fields[Finding] < findingCount || said[Finding] != unsaid;
}

bool lies(const Object& object, Direction direction, const Object& other)
{
    const float right = other.x - object.x, down = other.y - object.y;
    const bool isHorizontal = direction == Leftwards || direction == Rightwards;
    const float along = isHorizontal ? right : down, across = isHorizontal ? down : right;
    const float ahead = direction == Leftwards || direction == Upwards ? along : -along;
    return ahead > leastGap && ahead > leastSlope * std::abs(across);
}

bool isTrue(const Claim& claim, const Scene& scene)
{
    const auto& objects = scene.objects;
    switch (claim.kind) {
    case Kind::Exists:
        return std::any_of(objects.begin(), objects.end(),
                           [&](const Object& object) { return matches(claim.a, object); });
    case Kind::None: return countMatches(claim.a, scene) == 0;
    case Kind::Count: return countMatches(claim.a, scene) == claim.argument;
    case Kind::Position: {
        const Object* object = onlyMatch(claim.a, scene);
        return object && isAt(*object, Direction(claim.argument));
    }
    case Kind::Relation: {
        const Object *object = onlyMatch(claim.a, scene), *other = onlyMatch(claim.b, scene);
        return object && other && lies(*object, Direction(claim.argument), *other);
    }
    }
    return false;
}

bool isTrue(const Statement& statement, const Scene& scene)
{
    return std::all_of(statement.begin(), statement.end(),
                       [&](const Claim& claim) { return isTrue(claim, scene); });
}

bool canBeSaid(Domain domain, const Fields& said)
{
    if (domain == Domain::Shapes)
        return true;
    const int finding = said[Finding];
    if (finding == lung)
        return said[Zone] == unsaid && said[Severity] == unsaid;
    if (finding < 0 || finding >= findingCount)
        return said[Side] == unsaid && said[Zone] == unsaid && said[Severity] == unsaid;
    for (std::size_t field = 0; field < said.size(); ++field)
        if (said[field] != unsaid && !carried[std::size_t(finding)][field])
            return false;
    return finding != atelectasis || said[Zone] != upper;
}

int valueCount(Domain domain, int field)
{
    constexpr std::array<int, 4> ofShapes{int(colours.size()), int(shapes.size()),
                                          int(textures.size()), 2};
    constexpr std::array<int, 4> ofChest{int(sides.size()), findingCount, int(zones.size()),
                                         int(severities.size())};
    return (domain == Domain::Shapes ? ofShapes : ofChest)[std::size_t(field)];
}

} // namespace phantom
