// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/layer.h"
#include "views/region_layer.h"
#include "views/region_tools.h"

#include <QLineF>

#include <algorithm>
#include <cmath>

namespace views {
namespace {

constexpr double reach = 6, slack = 3; // view pixels

QPointF alongOneAxis(QPointF way)
{
    return std::abs(way.x()) >= std::abs(way.y()) ? QPointF(way.x(), 0) : QPointF(0, way.y());
}

// Handles run clockwise from the upper left corner; the odd ones move one edge.
QRectF reshaped(const QRectF& box, int handle, const ToolPoint& point, QSize image)
{
    QRectF made = box;
    if (handle % 2 == 0) {
        const QPointF corners[] = {box.topLeft(), box.topRight(), box.bottomRight(),
                                   box.bottomLeft()};
        const QPointF fixed = corners[(handle / 2 + 2) % 4];
        made = QRectF(fixed, point.constrained ? squareCorner(fixed, point.at, image) : point.at);
    } else if (handle == 1) {
        made.setTop(point.at.y());
    } else if (handle == 3) {
        made.setRight(point.at.x());
    } else if (handle == 5) {
        made.setBottom(point.at.y());
    } else {
        made.setLeft(point.at.x());
    }
    return made.normalized();
}

class SelectTool final : public RegionTool {
public:
    using RegionTool::RegionTool;

    bool press(const ToolPoint& point) override
    {
        m_corner = -1;
        const RegionLayer::Hit hit = hitAt(point);
        if (hit.id.isNull()) {
            host().select({});
            return false;
        }
        if (hit.id != host().regions().current())
            host().select(hit.id);
        const Region* region = host().regions().region(hit.id);
        if (!region)
            return true;
        host().say(describe(region->shape) + (region->fixed ? ", locked" : ""));
        if (region->fixed)
            return true;
        m_region = hit.id;
        m_handle = m_corner = hit.handle;
        m_pressedAt = point.at;
        m_before = region->shape;
        return true;
    }
    void move(const ToolPoint& point) override
    {
        if (m_region.isNull()
            || (!m_moved && QLineF(point.at, m_pressedAt).length() < host().imagePx(slack)))
            return;
        m_moved = true;
        if (m_handle >= 0)
            host().preview(after(point));
        else
            host().previewMoved(step(point));
    }
    void release(const ToolPoint& point) override
    {
        move(point);
        const QUuid region = m_region;
        const bool moves = m_moved;
        const Shape made = moves ? after(point) : Shape();
        const int corner = m_corner;
        cancel();
        m_corner = corner;
        if (moves)
            host().change(region, made);
    }
    bool doubleClick(const ToolPoint& point) override
    {
        const RegionLayer::Hit hit = hitAt(point);
        const Region* region = host().regions().region(hit.id);
        const auto* polygon = region ? std::get_if<QPolygonF>(&region->shape) : nullptr;
        if (!polygon || region->fixed || hit.handle >= 0 || hit.id != host().regions().current()
            || !addPoint(hit.id, *polygon, point.at))
            return press(point);
        return true;
    }
    bool key(int key) override
    {
        const Region* region = host().regions().region(host().regions().current());
        const auto* polygon = region ? std::get_if<QPolygonF>(&region->shape) : nullptr;
        if (key != Qt::Key_Backspace || m_moved || !polygon || region->fixed || m_corner < 0
            || m_corner >= polygon->size() || polygon->size() <= 3)
            return false;
        QPolygonF made = *polygon;
        made.removeAt(m_corner);
        m_corner = -1;
        cancel();
        host().change(region->id, made);
        return true;
    }

    bool making() const override { return m_moved; }
    bool undoPoint() override
    {
        const bool begun = making();
        cancel();
        return begun;
    }
    void cancel() override
    {
        m_region = {};
        m_handle = m_corner = -1;
        m_moved = false;
        host().dropPreview();
    }
    void paint(QPainter&, const Surface&) const override { } // the layer shows the preview

    QString hint() const override
    {
        return making() ? "Letting go ends the move, Escape drops it"
                        : "Drag moves a region or its handles, double click on a line adds a "
                          "point, Delete removes the region";
    }
    Qt::CursorShape cursor() const override { return Qt::ArrowCursor; }

private:
    RegionLayer::Hit hitAt(const ToolPoint& point) const
    {
        return point.inside ? host().regions().hitTest(point.at, host().imagePx(reach))
                            : RegionLayer::Hit{};
    }
    QPointF step(const ToolPoint& point) const
    {
        const QPointF way = point.at - m_pressedAt;
        const QPointF kept = keptInside(
            boundsOf(m_before), point.constrained ? alongOneAxis(way) : way, host().imageSize());
        return std::holds_alternative<MaskRuns>(m_before)
                || std::holds_alternative<QRectF>(m_before)
            ? QPointF(kept.toPoint())
            : kept;
    }
    Shape after(const ToolPoint& point) const
    {
        if (m_handle < 0)
            return moved(m_before, step(point), host().imageSize());
        if (const auto* box = std::get_if<QRectF>(&m_before))
            return reshaped(*box, m_handle, point, host().imageSize());
        if (const auto* polygon = std::get_if<QPolygonF>(&m_before)) {
            QPolygonF made = *polygon;
            const QPointF from = made[m_handle];
            made[m_handle] = point.constrained ? from + alongOneAxis(point.at - from) : point.at;
            return made;
        }
        return point.at;
    }
    bool addPoint(QUuid id, const QPolygonF& polygon, QPointF place)
    {
        qsizetype after = -1;
        double least = host().imagePx(reach);
        for (qsizetype i = 0; i < polygon.size(); ++i) {
            const QLineF edge(polygon[i], polygon[(i + 1) % polygon.size()]);
            const QPointF way = edge.p2() - edge.p1();
            const double length = QPointF::dotProduct(way, way);
            const double share = length > 0
                ? std::clamp(QPointF::dotProduct(place - edge.p1(), way) / length, 0.0, 1.0)
                : 0;
            if (const double off = QLineF(place, edge.pointAt(share)).length(); off <= least)
                least = off, after = i;
        }
        if (after < 0)
            return false;
        QPolygonF made = polygon;
        made.insert(after + 1, place);
        host().change(id, made);
        return true;
    }

    QUuid m_region; ///< pressed; null: none
    int m_handle = -1;
    int m_corner = -1; ///< pressed last: what Backspace takes away
    bool m_moved = false;
    QPointF m_pressedAt;
    Shape m_before;
};

} // namespace

std::unique_ptr<RegionTool> makeSelectTool(ToolHost& host)
{
    return std::make_unique<SelectTool>(host);
}

} // namespace views
