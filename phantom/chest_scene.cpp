// SPDX-License-Identifier: Apache-2.0
#include "phantom/chest_scene.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace phantom {
namespace {

enum ZoneIndex { Upper, Middle, Lower };

constexpr float noFinding = 0.08F;
constexpr std::array<float, findingCount> probabilities{0.40F, 0.34F, 0.40F, 0.36F, 0.38F,
                                                        0.42F, 0.40F, 0.38F, 0.34F, 0.36F};

/// What is left of a place when others have taken theirs.
class FreeZones {
public:
    bool take(int side, int zone)
    {
        bool& taken = m_taken[std::size_t(side)][std::size_t(zone)];
        return !std::exchange(taken, true);
    }
    bool isFree(int side, int zone) const { return !m_taken[std::size_t(side)][std::size_t(zone)]; }
    /// One of the free zones from \p first on, by \p share in [0, 1); unsaid where none is left.
    int pick(int side, int first, float share) const
    {
        std::array<int, zones.size()> free = {};
        int count = 0;
        for (int zone = first; zone < int(zones.size()); ++zone)
            if (!m_taken[std::size_t(side)][std::size_t(zone)])
                free[std::size_t(count++)] = zone;
        return count ? free[std::size_t(share * float(count))] : unsaid;
    }
    /// For fluid or air round a lung: one of them a side, in \p zone.
    bool takePleura(int side, int zone)
    {
        bool& taken = m_pleura[std::size_t(side)];
        if (taken || !take(side, zone))
            return false;
        taken = true;
        return true;
    }

private:
    std::array<std::array<bool, zones.size()>, sides.size()> m_taken = {};
    std::array<bool, sides.size()> m_pleura = {};
};

/// Numbers in [0, 1) for one kind of finding, drawn whether or not it occurs: fewer findings leave
/// the others where they are.
struct Shares {
    float side = 0, zone = 0, severity = 0, x = 0, y = 0, size = 0, a = 0, b = 0;

    static Shares draw(RandomStream& stream)
    {
        Shares shares;
        for (float* share : {&shares.side, &shares.zone, &shares.severity, &shares.x, &shares.y,
                             &shares.size, &shares.a, &shares.b})
            *share = stream.uniform();
        return shares;
    }
};

float between(float low, float high, float share)
{
    return low + (high - low) * share;
}

/// Fields of a finding that finds room; false where there is none.
bool settle(FindingKind kind, const Shares& shares, FreeZones& free, Fields& fields)
{
    int side = int(2 * shares.side);
    const auto take = [&](int which, int zone) {
        if (zone == unsaid || !free.take(which, zone))
            return false;
        fields[Side] = std::int8_t(which);
        fields[Zone] = std::int8_t(zone);
        return true;
    };
    fields = {unsaid, std::int8_t(kind), unsaid, unsaid};
    switch (kind) {
    case FindingKind::Nodule:
    case FindingKind::Mass:
    case FindingKind::Consolidation:
    case FindingKind::Atelectasis: {
        const int first = kind == FindingKind::Atelectasis ? Middle : Upper;
        return take(side, free.pick(side, first, shares.zone))
            || take(1 - side, free.pick(1 - side, first, shares.zone));
    }
    case FindingKind::Effusion:
    case FindingKind::Pneumothorax: {
        const int zone = kind == FindingKind::Effusion ? Lower : Upper;
        if (!free.takePleura(side, zone) && !free.takePleura(side = 1 - side, zone))
            return false;
        fields[Side] = std::int8_t(side);
        fields[Severity] = std::int8_t(2 * shares.severity);
        return true;
    }
    case FindingKind::Cardiomegaly:
        fields[Severity] = std::int8_t(2 * shares.severity);
        return true;
    case FindingKind::Line:
    case FindingKind::Pacemaker: fields[Side] = std::int8_t(side); return true;
    default: // a tube lies in the middle
        return true;
    }
}

/// A place in a zone of a lung; nearer to the middle where the lung has collapsed.
Point placeInZone(const Fields& fields, const Shares& shares, bool collapsed)
{
    struct Box {
        float left, right, top, bottom;
    };
    constexpr std::array<Box, zones.size()> boxes{{{0.36F, 0.50F, -0.53F, -0.40F},
                                                   {0.40F, 0.54F, -0.13F, 0.0F},
                                                   {0.46F, 0.57F, 0.19F, 0.30F}}};
    const Box& box = boxes[std::size_t(fields[Zone])];
    const float x =
        collapsed ? between(0.27F, 0.36F, shares.x) : between(box.left, box.right, shares.x);
    return {signOf(fields[Side]) * x, between(box.top, box.bottom, shares.y)};
}

void placeBands(FindingShape& shape, const Shares& shares)
{
    const int count = shares.a < 0.5F ? 2 : 3;
    const float slope = between(-0.22F, 0.22F, shares.b);
    for (int i = 0; i < count; ++i) {
        const float y = shape.centre.y + 0.085F * (float(i) - float(count - 1) / 2);
        const float half = 0.20F - 0.03F * float((i + count) % 3);
        shape.paths.push_back(
            {{shape.centre.x - half, y - slope * half}, {shape.centre.x + half, y + slope * half}});
    }
    shape.radius = 0.2F;
}

/// A central venous catheter: through the neck, or from below the clavicle, to the caval vein.
std::vector<Point> venousPath(float side, const Shares& shares)
{
    const Point tip{-0.075F, between(-0.16F, -0.04F, shares.b)};
    const Point inlet{side > 0 ? 0.06F : -0.09F, -0.54F};
    if (shares.a < 0.5F) {
        const float x = side * between(0.27F, 0.36F, shares.x);
        return {{x, -1.3F},        {x, -1.0F}, {x * 0.86F, -0.84F}, {side * 0.17F, -0.68F}, inlet,
                {-0.085F, -0.38F}, tip};
    }
    const float x = side * between(0.46F, 0.54F, shares.x);
    return {{x, between(-0.42F, -0.36F, shares.y)},
            {x * 0.86F, -0.56F},
            {side * 0.30F, -0.655F},
            {side * 0.17F, -0.64F},
            inlet,
            {-0.085F, -0.38F},
            tip};
}

/// Through a quadratic curve a control point, from the middle of one span to that of the next.
std::vector<Point> rounded(const std::vector<Point>& corners)
{
    constexpr int steps = 5;
    std::vector<Point> path{corners.front()};
    for (std::size_t i = 1; i + 1 < corners.size(); ++i) {
        const Point from = i == 1
            ? corners[0]
            : Point{(corners[i - 1].x + corners[i].x) / 2, (corners[i - 1].y + corners[i].y) / 2};
        const Point to = i + 2 == corners.size()
            ? corners[i + 1]
            : Point{(corners[i].x + corners[i + 1].x) / 2, (corners[i].y + corners[i + 1].y) / 2};
        for (int step = 1; step <= steps; ++step) {
            const float t = float(step) / steps, u = 1 - t;
            path.push_back({u * u * from.x + 2 * u * t * corners[i].x + t * t * to.x,
                            u * u * from.y + 2 * u * t * corners[i].y + t * t * to.y});
        }
    }
    return path;
}

FindingShape placeDevice(FindingKind kind, const Fields& fields, const Shares& shares)
{
    FindingShape shape;
    if (kind == FindingKind::Tube) {
        const float tip = between(-0.46F, -0.38F, shares.y),
                    sway = between(-0.02F, 0.02F, shares.x);
        shape.paths.push_back(rounded({{sway, -1.3F}, {-sway, -0.8F}, {0, tip}}));
        shape.centre = {0, (tip - 1) / 2};
        shape.radius = (tip + 1) / 2;
        return shape;
    }
    const float side = signOf(fields[Side]);
    if (kind == FindingKind::Line) {
        shape.paths.push_back(rounded(venousPath(side, shares)));
        shape.centre = {side * 0.2F, -0.55F};
        shape.radius = 0.3F;
        return shape;
    }
    shape.centre = {side * between(0.63F, 0.69F, shares.x), between(-0.58F, -0.48F, shares.y)};
    shape.radius = 0.092F;
    const Point& box = shape.centre;
    shape.paths.push_back(rounded({{box.x - side * 0.05F, box.y - 0.07F},
                                   {side * 0.52F, box.y - 0.17F},
                                   {side * 0.24F, -0.69F},
                                   {-0.02F, -0.60F},
                                   {-0.10F, -0.2F},
                                   {-0.12F, 0.34F},
                                   {0.20F, 0.40F}}));
    return shape;
}

FindingShape placePleural(FindingKind kind, const Fields& fields, const Shares& shares)
{
    const bool large = fields[Severity] == 1;
    const float side = signOf(fields[Side]);
    FindingShape shape;
    if (kind == FindingKind::Effusion) {
        shape.level = large ? between(0.02F, 0.10F, shares.y) : between(0.41F, 0.45F, shares.y);
        shape.rise = between(0.17F, 0.21F, shares.x);
        shape.centre = {side * 0.55F, (shape.level - shape.rise / 2 + 0.6F) / 2};
        shape.radius = 0.25F;
        return shape;
    }
    shape.keptWidth = large ? between(0.50F, 0.57F, shares.x) : between(0.81F, 0.85F, shares.x);
    shape.keptHeight = large ? between(0.62F, 0.68F, shares.y) : between(0.84F, 0.88F, shares.y);
    shape.centre = {side * 0.55F, -0.45F};
    shape.radius = 0.3F;
    return shape;
}

FindingShape placeFinding(FindingKind kind, const Fields& fields, const Shares& shares,
                          bool collapsed)
{
    FindingShape shape;
    switch (kind) {
    case FindingKind::Effusion:
    case FindingKind::Pneumothorax: return placePleural(kind, fields, shares);
    case FindingKind::Line:
    case FindingKind::Tube:
    case FindingKind::Pacemaker: return placeDevice(kind, fields, shares);
    case FindingKind::Nodule: shape.radius = between(0.085F, 0.105F, shares.size); break;
    case FindingKind::Mass: shape.radius = between(0.165F, 0.205F, shares.size); break;
    case FindingKind::Consolidation: shape.radius = between(0.20F, 0.24F, shares.size); break;
    default: break;
    }
    if (fields[Zone] != unsaid)
        shape.centre = placeInZone(fields, shares, collapsed);
    if (kind == FindingKind::Atelectasis)
        placeBands(shape, shares);
    return shape;
}

bool hasLargePneumothorax(const std::vector<Object>& objects, int side)
{
    return std::ranges::any_of(objects, [side](const Object& object) {
        return kindOf(object) == FindingKind::Pneumothorax && object.fields[Side] == side
            && object.fields[Severity] == 1;
    });
}

/// Which findings there are, in the order in which they found room.
std::vector<Object> chooseFindings(const std::array<Shares, findingCount>& shares, int most,
                                   RandomStream& stream)
{
    std::array<int, findingCount> order = {};
    std::iota(order.begin(), order.end(), 0);
    for (int i = findingCount - 1; i > 0; --i)
        std::swap(order[std::size_t(i)], order[std::size_t(stream.below(i + 1))]);
    std::array<bool, findingCount> occurs = {};
    for (std::size_t i = 0; i < occurs.size(); ++i)
        occurs[i] = stream.chance(probabilities[i]);
    std::vector<Object> objects;
    if (stream.chance(noFinding))
        return objects;
    FreeZones free;
    for (const int kind : order) {
        Object object;
        if (occurs[std::size_t(kind)] && int(objects.size()) < most
            && settle(FindingKind(kind), shares[std::size_t(kind)], free, object.fields))
            objects.push_back(object);
    }
    return objects;
}

Object anatomy(FindingKind kind, int side, Point centre, float radius, const BodyFrame& frame)
{
    const Point at = frame.toCanvas(centre);
    return {
        {std::int8_t(side), std::int8_t(kind), unsaid, unsaid}, at.x, at.y, radius * frame.scale};
}

} // namespace

Scene makeChestScene(std::uint64_t seed, std::uint64_t index, const SceneLimits& limits)
{
    RandomStream stream(seed, index, RandomStream::Purpose::Scene);
    std::array<Shares, findingCount> shares;
    for (Shares& each : shares)
        each = Shares::draw(stream);
    const SmoothGrid cloud = normalGrid(7, 1, stream);

    Scene scene{.domain = Domain::Chest, .seed = seed, .index = index};
    scene.objects = chooseFindings(shares, limits.findings, stream);
    int enlargement = unsaid;
    for (const Object& object : scene.objects)
        if (kindOf(object) == FindingKind::Cardiomegaly)
            enlargement = object.fields[Severity];

    RandomStream lookStream(seed, index, RandomStream::Purpose::Look);
    auto look = std::make_shared<ChestLook>();
    const bool anteroposterior = lookStream.chance(0.35F);
    look->frame = makeBodyFrame(anteroposterior, lookStream);
    look->exposure = makeExposure(anteroposterior, lookStream);
    look->thorax = makeThorax(anteroposterior, enlargement, lookStream);

    const HeartShape& heart = look->thorax.heart;
    for (Object& object : scene.objects) {
        const FindingKind kind = kindOf(object);
        const bool collapsed = hasLargePneumothorax(scene.objects, object.fields[Side]);
        FindingShape shape =
            placeFinding(kind, object.fields, shares[std::size_t(kind)], collapsed);
        if (kind == FindingKind::Consolidation)
            shape.cloud = cloud;
        if (kind == FindingKind::Cardiomegaly) {
            shape.centre = heart.centre;
            shape.radius = heart.halfWidth();
        }
        const Point at = look->frame.toCanvas(shape.centre);
        object.x = at.x;
        object.y = at.y;
        object.radius = shape.radius * look->frame.scale;
        look->findings.push_back(std::move(shape));
    }
    scene.objects.push_back(
        anatomy(FindingKind::Heart, unsaid, heart.centre, heart.halfWidth(), look->frame));
    for (int side = 0; side < 2; ++side)
        scene.objects.push_back(
            anatomy(FindingKind::Lung, side, {signOf(side) * 0.46F, -0.1F}, 0.55F, look->frame));
    scene.chestLook = std::move(look);
    return scene;
}

} // namespace phantom
