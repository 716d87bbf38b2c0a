// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/region_layer.h"

#include "views/device_space.h"
#include "views/region_item.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace views {
namespace {

constexpr double handleSide = 8; // view pixels
constexpr double plateFrom = 24; // a smaller region has none in a crowd; view pixels
constexpr double labelFrom = 72;
constexpr std::size_t crowd = 60;

double squared(QPointF vector)
{
    return QPointF::dotProduct(vector, vector);
}

// QRectF::intersects() knows no points.
bool meet(const QRectF& one, const QRectF& other)
{
    return one.left() <= other.right() && other.left() <= one.right() && one.top() <= other.bottom()
        && other.top() <= one.bottom();
}

} // namespace

RegionLayer::RegionLayer() = default;
RegionLayer::~RegionLayer() = default;

void RegionLayer::setRegions(const QList<Region>& regions)
{
    QHash<QUuid, std::unique_ptr<RegionItem>*> old;
    for (std::unique_ptr<RegionItem>& item : m_items)
        old.insert(item->region().id, &item);
    std::vector<std::unique_ptr<RegionItem>> items;
    for (const Region& region : regions) {
        std::unique_ptr<RegionItem>* kept = old.value(region.id);
        if (kept && *kept && (*kept)->shape() == region.shape) {
            (*kept)->setRegion(region); // outlines of large masks are not traced again
            items.push_back(std::move(*kept));
        } else {
            items.push_back(std::make_unique<RegionItem>(region));
        }
    }
    m_items = std::move(items);
    reindex();
}

void RegionLayer::setRegion(const Region& region)
{
    if (RegionItem* item = m_byId.value(region.id)) {
        item->setRegion(region);
    } else {
        m_items.push_back(std::make_unique<RegionItem>(region));
    }
    reindex();
}

bool RegionLayer::removeRegion(QUuid id)
{
    const auto gone =
        std::erase_if(m_items, [id](const auto& item) { return item->region().id == id; });
    reindex();
    return gone > 0;
}

void RegionLayer::reindex()
{
    m_byId.clear();
    std::vector<QRectF> bounds;
    for (const std::unique_ptr<RegionItem>& item : m_items) {
        m_byId.insert(item->region().id, item.get());
        bounds.push_back(item->bounds());
    }
    m_index.build(std::move(bounds));
    m_lines.forget();
    if (!m_byId.contains(m_current))
        setCurrent({});
}

QList<Region> RegionLayer::regions() const
{
    QList<Region> all;
    for (const std::unique_ptr<RegionItem>& item : m_items)
        all << item->region();
    return all;
}

const Region* RegionLayer::region(QUuid id) const
{
    const RegionItem* item = m_byId.value(id);
    return item ? &item->region() : nullptr;
}

void RegionLayer::setCurrent(QUuid id)
{
    m_current = m_byId.contains(id) ? id : QUuid();
    m_lines.forget(); // it leaves them
    setPreview({});
}

void RegionLayer::setPreview(std::optional<Shape> shape)
{
    m_previewBy = {};
    m_preview.reset();
    const RegionItem* item = m_byId.value(m_current);
    if (!shape || !item)
        return;
    Region region = item->region();
    region.shape = std::move(*shape);
    m_preview = std::make_unique<RegionItem>(std::move(region));
}

void RegionLayer::setPreviewMoved(QPointF by)
{
    m_preview.reset();
    m_previewBy = by;
}

QPolygonF RegionLayer::handles() const
{
    const RegionItem* item = m_preview ? m_preview.get() : m_byId.value(m_current);
    if (!item || item->region().fixed)
        return {};
    QPolygonF places;
    if (const auto* box = std::get_if<QRectF>(&item->shape())) {
        const QPointF middle = box->center();
        places << box->topLeft() << QPointF(middle.x(), box->top()) << box->topRight()
               << QPointF(box->right(), middle.y()) << box->bottomRight()
               << QPointF(middle.x(), box->bottom()) << box->bottomLeft()
               << QPointF(box->left(), middle.y());
    } else if (const auto* polygon = std::get_if<QPolygonF>(&item->shape())) {
        places = *polygon;
    } else if (const auto* point = std::get_if<QPointF>(&item->shape())) {
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
    const RegionItem* inside = nullptr;
    for (auto at = near.rbegin(); at != near.rend(); ++at) { // from the top
        const RegionItem& item = *m_items[std::size_t(*at)];
        if (item.lineDistanceSquared(imagePx) <= reach * reach)
            return {item.region().id, -1};
        if (item.contains(imagePx) && (!inside || item.area() < inside->area()))
            inside = &item;
    }
    return inside ? Hit{inside->region().id, -1} : Hit{};
}

std::vector<const RegionItem*> RegionLayer::others(const QRectF& imagePx) const
{
    std::vector<const RegionItem*> items;
    for (const int i : m_index.meeting(imagePx))
        if (m_items[std::size_t(i)]->region().id != m_current)
            items.push_back(m_items[std::size_t(i)].get());
    return items;
}

void RegionLayer::paintPlates(QPainter& painter, const Surface& surface,
                              const std::vector<const RegionItem*>& items) const
{
    m_plates.begin(surface);
    for (auto at = items.rbegin(); at != items.rend(); ++at) { // the top ones first
        const RegionItem& item = **at;
        const double side = std::max(item.bounds().width(), item.bounds().height()) * surface.scale;
        const bool point = std::holds_alternative<QPointF>(item.shape());
        if (items.size() > crowd && side < plateFrom && !point)
            continue;
        m_plates.paint(painter, item.region(), item.bounds(), false,
                       items.size() <= crowd && side >= labelFrom, items.size() <= crowd);
    }
}

void RegionLayer::paint(QPainter& painter, const Surface& surface) const
{
    m_lines.paint(painter, surface, [this](const QRectF& part) { return others(part); });
    const double reach = surface.px(RegionLines::pointRadius + 2);
    paintPlates(painter, surface, others(surface.visible.adjusted(-reach, -reach, reach, reach)));
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
    if (const RegionItem* stored = m_byId.value(m_current)) {
        const RegionItem* item = m_preview ? m_preview.get() : stored;
        painter.save();
        painter.translate(m_previewBy);
        Surface here = surface;
        here.visible.translate(-m_previewBy);
        here.image.translate(-m_previewBy);
        RegionLines::paint(painter, here, {item}, Theme::dark().accent);
        painter.restore();
        const QRectF place = // a mask that is painted on has no line of its own meanwhile
            item->shape() == Shape(QPolygonF()) ? stored->bounds() : item->bounds();
        if (meet(place.translated(m_previewBy), surface.visible))
            m_plates.paint(painter, item->region(), place.translated(m_previewBy), true, true,
                           true);
        if (m_handlesShown)
            paintHandles(painter, surface);
    }
    if (!marks.hovered)
        return;
    const Hit hit = hitTest(*marks.hovered, surface.px(handleSide / 2));
    if (const RegionItem* item = m_byId.value(hit.id); item && hit.id != m_current)
        m_plates.paint(painter, item->region(), item->bounds(), false, true, true);
}

Readings RegionLayer::readout(QPointF imagePx) const
{
    const RegionItem* item = m_byId.value(hitTest(imagePx, 1).id);
    if (!item)
        return {};
    Readings readings{{"region", describe(item->shape())}};
    if (!item->region().numbers.isEmpty())
        readings << Reading{"claims", item->region().numbers.join(", ")};
    return readings;
}

} // namespace views
