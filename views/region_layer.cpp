// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/region_layer.h"

#include "views/device_space.h"
#include "views/mask_bits.h"
#include "views/outline_raster.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace views {
namespace {

constexpr double pointRadius = 5, handleSide = 8; // view pixels
constexpr double tolerancePx = 0.4;               // device pixels, of a coarser outline
constexpr double plateFrom = 24; // a smaller region has none in a crowd; view pixels
constexpr double labelFrom = 72;
constexpr std::size_t crowd = 60;

double squared(QPointF vector)
{
    return QPointF::dotProduct(vector, vector);
}

QList<QPolygonF> outlinesOf(const Shape& shape)
{
    if (const auto* box = std::get_if<QRectF>(&shape))
        return {QPolygonF{box->topLeft(), box->topRight(), box->bottomRight(), box->bottomLeft()}};
    if (const auto* polygon = std::get_if<QPolygonF>(&shape))
        return {*polygon};
    if (const auto* mask = std::get_if<MaskRuns>(&shape))
        return contoursOf(*mask);
    return {}; // a point's ring is as large as the view says
}

double distanceSquared(QPointF point, const QPolygonF& outline)
{
    double least = std::numeric_limits<double>::infinity();
    for (qsizetype i = 0; i < outline.size(); ++i) {
        const QPointF from = outline[i], way = outline[(i + 1) % outline.size()] - from;
        const double length = squared(way);
        const double share =
            length > 0 ? std::clamp(QPointF::dotProduct(point - from, way) / length, 0.0, 1.0) : 0;
        least = std::min(least, squared(point - from - way * share));
    }
    return least;
}

QPolygonF ring(QPointF centre, double radius)
{
    constexpr int corners = 24;
    QPolygonF circle;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * std::numbers::pi * i / corners;
        circle << centre + QPointF(std::cos(angle), std::sin(angle)) * radius;
    }
    return circle;
}

} // namespace

struct RegionLayer::Item {
    explicit Item(Region from) : region(std::move(from)) { setShape(region.shape); }

    void setShape(const Shape& shape)
    {
        region.shape = shape;
        bounds = boundsOf(shape);
        area = areaOf(shape);
        outlines = outlinesOf(shape);
        thin.clear();
        ends.clear();
        if (const auto* mask = std::get_if<MaskRuns>(&shape)) {
            quint64 end = 0;
            for (const std::uint32_t count : mask->counts)
                ends.push_back(end += count);
        }
    }

    // As coarse as \p tolerance (image pixels) allows, kept for the last power of two of it.
    const QList<QPolygonF>& outlinesFor(double tolerance) const
    {
        if (tolerance < 1.0 / 64)
            return outlines;
        const int level = int(std::floor(std::log2(tolerance)));
        if (thin.isEmpty() || level != thinLevel) {
            thinLevel = level;
            thin.clear();
            for (const QPolygonF& outline : outlines)
                thin << simplified(outline, std::exp2(level));
        }
        return thin;
    }

    bool contains(QPointF place) const
    {
        if (!bounds.contains(place))
            return false;
        if (const auto* mask = std::get_if<MaskRuns>(&region.shape)) {
            const quint64 pixel =
                quint64(place.x()) * quint64(mask->size.height()) + quint64(place.y());
            return (std::ranges::upper_bound(ends, pixel) - ends.begin()) % 2 == 1;
        }
        return std::holds_alternative<QRectF>(region.shape)
            || (!outlines.isEmpty() && outlines[0].containsPoint(place, Qt::OddEvenFill));
    }

    double lineDistanceSquared(QPointF place) const
    {
        if (const auto* point = std::get_if<QPointF>(&region.shape))
            return squared(*point - place);
        double least = std::numeric_limits<double>::infinity();
        for (const QPolygonF& outline : outlines)
            least = std::min(least, distanceSquared(place, outline));
        return least;
    }

    Region region;
    QRectF bounds;
    double area = 0;
    QList<QPolygonF> outlines;
    std::vector<quint64> ends; ///< of a mask's runs
    mutable QList<QPolygonF> thin;
    mutable int thinLevel = 0;
};

RegionLayer::RegionLayer() = default;
RegionLayer::~RegionLayer() = default;

void RegionLayer::setRegions(const QList<Region>& regions)
{
    QHash<QUuid, std::unique_ptr<Item>*> old;
    for (std::unique_ptr<Item>& item : m_items)
        old.insert(item->region.id, &item);
    std::vector<std::unique_ptr<Item>> items;
    for (const Region& region : regions) {
        std::unique_ptr<Item>* kept = old.value(region.id);
        if (kept && *kept && (*kept)->region.shape == region.shape) {
            (*kept)->region = region; // outlines of large masks are not traced again
            items.push_back(std::move(*kept));
        } else {
            items.push_back(std::make_unique<Item>(region));
        }
    }
    m_items = std::move(items);
    reindex();
}

void RegionLayer::setRegion(const Region& region)
{
    if (Item* item = m_byId.value(region.id)) {
        const bool same = item->region.shape == region.shape;
        item->region = region;
        if (!same)
            item->setShape(region.shape);
    } else {
        m_items.push_back(std::make_unique<Item>(region));
    }
    reindex();
}

bool RegionLayer::removeRegion(QUuid id)
{
    const auto gone =
        std::erase_if(m_items, [id](const auto& item) { return item->region.id == id; });
    reindex();
    return gone > 0;
}

void RegionLayer::reindex()
{
    m_byId.clear();
    std::vector<QRectF> bounds;
    for (const std::unique_ptr<Item>& item : m_items) {
        m_byId.insert(item->region.id, item.get());
        bounds.push_back(item->bounds);
    }
    m_index.build(std::move(bounds));
    if (!m_byId.contains(m_current))
        setCurrent({});
}

QList<Region> RegionLayer::regions() const
{
    QList<Region> all;
    for (const std::unique_ptr<Item>& item : m_items)
        all << item->region;
    return all;
}

const Region* RegionLayer::region(QUuid id) const
{
    const Item* item = m_byId.value(id);
    return item ? &item->region : nullptr;
}

void RegionLayer::setCurrent(QUuid id)
{
    m_current = m_byId.contains(id) ? id : QUuid();
    setPreview({});
}

void RegionLayer::setPreview(std::optional<Shape> shape)
{
    m_previewBy = {};
    m_preview.reset();
    const Item* item = m_byId.value(m_current);
    if (!shape || !item)
        return;
    Region region = item->region;
    region.shape = std::move(*shape);
    m_preview = std::make_unique<Item>(std::move(region));
}

void RegionLayer::setPreviewMoved(QPointF by)
{
    m_preview.reset();
    m_previewBy = by;
}

QPolygonF RegionLayer::handles() const
{
    const Item* item = m_preview ? m_preview.get() : m_byId.value(m_current);
    if (!item || item->region.fixed)
        return {};
    QPolygonF places;
    if (const auto* box = std::get_if<QRectF>(&item->region.shape)) {
        const QPointF middle = box->center();
        places << box->topLeft() << QPointF(middle.x(), box->top()) << box->topRight()
               << QPointF(box->right(), middle.y()) << box->bottomRight()
               << QPointF(middle.x(), box->bottom()) << box->bottomLeft()
               << QPointF(box->left(), middle.y());
    } else if (const auto* polygon = std::get_if<QPolygonF>(&item->region.shape)) {
        places = *polygon;
    } else if (const auto* point = std::get_if<QPointF>(&item->region.shape)) {
        places << *point;
    }
    return places.translated(m_previewBy);
}

RegionLayer::Hit RegionLayer::hitTest(QPointF imagePx, double reach) const
{
    Hit hit;
    double least = reach * reach;
    const QPolygonF places = m_handlesShown ? handles() : QPolygonF();
    for (qsizetype i = 0; i < places.size(); ++i)
        if (const double off = squared(places[i] - imagePx); off <= least)
            least = off, hit = {m_current, int(i)};
    if (!hit.id.isNull())
        return hit;
    const std::vector<int> near =
        m_index.meeting(QRectF(imagePx, QSizeF(0, 0)).adjusted(-reach, -reach, reach, reach));
    const Item* inside = nullptr;
    for (auto at = near.rbegin(); at != near.rend(); ++at) { // from the top
        const Item& item = *m_items[std::size_t(*at)];
        if (item.lineDistanceSquared(imagePx) <= reach * reach)
            return {item.region.id, -1};
        if (item.contains(imagePx) && (!inside || item.area < inside->area))
            inside = &item;
    }
    return inside ? Hit{inside->region.id, -1} : Hit{};
}

std::vector<const RegionLayer::Item*> RegionLayer::shown(const Surface& surface) const
{
    const double reach = surface.px(pointRadius + 2);
    std::vector<const Item*> items;
    for (const int i : m_index.meeting(surface.visible.adjusted(-reach, -reach, reach, reach)))
        if (m_items[std::size_t(i)]->region.id != m_current)
            items.push_back(m_items[std::size_t(i)].get());
    return items;
}

void RegionLayer::paintLines(QPainter& painter, const Surface& surface,
                             const std::vector<const Item*>& items, const QColor& colour) const
{
    const auto outlines = [&](const Item& item, double tolerance) {
        const auto* point = std::get_if<QPointF>(&item.region.shape);
        return point ? QList<QPolygonF>{ring(*point, surface.px(pointRadius))}
                     : item.outlinesFor(tolerance);
    };
    if (surface.vector) {
        for (const Item* item : items)
            for (const QPolygonF& outline : outlines(*item, 0))
                mark::outline(painter, surface, outline, colour);
        return;
    }
    const DeviceSpace device(painter, surface);
    QRectF wanted;
    const double reach = surface.px(pointRadius + 4);
    for (const Item* item : items)
        wanted |= item->bounds.adjusted(-reach, -reach, reach, reach);
    const int edge = int(device.whole(4));
    const QRect area = device.rect(wanted & surface.visible.adjusted(-reach, -reach, reach, reach))
                           .toAlignedRect();
    OutlineRaster raster(area & device.visible().toAlignedRect().adjusted(-edge, -edge, edge, edge),
                         device.viewPx());
    const double tolerance = surface.px(tolerancePx / surface.deviceRatio);
    for (const Item* item : items) {
        if (const auto* box = std::get_if<QRectF>(&item->region.shape)) {
            const QRectF snapped = device.rect(*box);
            raster.add({snapped.topLeft(), snapped.topRight(), snapped.bottomRight(),
                        snapped.bottomLeft()});
            continue;
        }
        for (const QPolygonF& outline : outlines(*item, tolerance))
            raster.add(device.polygon(outline));
    }
    raster.draw(painter, colour);
}

void RegionLayer::paintPlates(QPainter& painter, const Surface& surface,
                              const std::vector<const Item*>& items) const
{
    m_plates.begin(surface);
    for (auto at = items.rbegin(); at != items.rend(); ++at) { // the top ones first
        const Item& item = **at;
        const double side = std::max(item.bounds.width(), item.bounds.height()) * surface.scale;
        const bool point = std::holds_alternative<QPointF>(item.region.shape);
        if (items.size() > crowd && side < plateFrom && !point)
            continue;
        m_plates.paint(painter, item.region, item.bounds, false,
                       items.size() <= crowd && side >= labelFrom, items.size() <= crowd);
    }
}

void RegionLayer::paint(QPainter& painter, const Surface& surface) const
{
    const std::vector<const Item*> items = shown(surface);
    if (items.empty())
        return;
    paintLines(painter, surface, items, onImage::line);
    paintPlates(painter, surface, items);
}

void RegionLayer::paintHandles(QPainter& painter, const Surface& surface) const
{
    const DeviceSpace device(painter, surface);
    const double half = device.whole(handleSide) / 2, spacing = device.whole(handleSide + 2);
    QPointF last(-1e9, -1e9);
    const QPolygonF places = device.polygon(handles());
    for (qsizetype i = 0; i < places.size(); ++i) {
        const QPointF place(std::round(places[i].x()), std::round(places[i].y()));
        if (squared(place - last) < spacing * spacing) // a lasso has more than can be told apart
            continue;
        last = place;
        const QRectF square(place - QPointF(half, half), QSizeF(2 * half, 2 * half));
        const double casing = device.whole(1);
        painter.fillRect(square.adjusted(-casing, -casing, casing, casing), onImage::casing);
        painter.fillRect(square, onImage::line);
    }
}

void RegionLayer::paintMarks(QPainter& painter, const Surface& surface, const Marks& marks) const
{
    m_plates.begin(surface);
    if (const Item* stored = m_byId.value(m_current)) {
        const Item* item = m_preview ? m_preview.get() : stored;
        painter.save();
        painter.translate(m_previewBy);
        Surface here = surface;
        here.visible.translate(-m_previewBy);
        here.image.translate(-m_previewBy);
        paintLines(painter, here, {item}, Theme::dark().accent);
        painter.restore();
        m_plates.paint(painter, item->region, item->bounds.translated(m_previewBy), true, true,
                       true);
        if (m_handlesShown)
            paintHandles(painter, surface);
    }
    if (!marks.hovered)
        return;
    const Hit hit = hitTest(*marks.hovered, surface.px(handleSide / 2));
    if (const Item* item = m_byId.value(hit.id); item && hit.id != m_current)
        m_plates.paint(painter, item->region, item->bounds, false, true, true);
}

Readings RegionLayer::readout(QPointF imagePx) const
{
    const Item* item = m_byId.value(hitTest(imagePx, 1).id);
    if (!item)
        return {};
    Readings readings{{"region", describe(item->region.shape)}};
    if (!item->region.numbers.isEmpty())
        readings << Reading{"claims", item->region.numbers.join(", ")};
    return readings;
}

} // namespace views
