// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/layer.h"
#include "views/region_tools.h"

#include <QLineF>

#include <utility>

namespace views {
namespace {

constexpr double closeReach = 8; // from the first point; view pixels

class PolygonTool final : public RegionTool {
public:
    using RegionTool::RegionTool;

    bool press(const ToolPoint& point) override
    {
        const QPointF place = placed(point);
        if (m_points.size() >= 3
            && QLineF(place, m_points.first()).length() <= host().imagePx(closeReach)) {
            close();
            return true;
        }
        m_points << place;
        m_end = place;
        host().say(QString("Polygon: point %1").arg(m_points.size()));
        host().refresh();
        return true;
    }
    void move(const ToolPoint& point) override
    {
        if (m_points.isEmpty())
            return;
        m_end = placed(point);
        host().refresh();
    }
    void release(const ToolPoint&) override { }
    bool doubleClick(const ToolPoint& point) override
    {
        if (m_points.size() < 3)
            return press(point);
        close(); // the first press of the two has set the last point
        return true;
    }
    bool key(int key) override
    {
        if (key == Qt::Key_Backspace)
            return undoPoint();
        if ((key != Qt::Key_Return && key != Qt::Key_Enter) || m_points.size() < 3)
            return false;
        close();
        return true;
    }
    bool drags() const override { return false; }

    bool making() const override { return !m_points.isEmpty(); }
    bool undoPoint() override
    {
        if (m_points.isEmpty())
            return false;
        m_points.removeLast();
        host().say(QString("Polygon: %1 points left").arg(m_points.size()));
        host().refresh();
        return true;
    }
    void cancel() override
    {
        m_points.clear();
        host().refresh();
    }

    void paint(QPainter& painter, const Surface& surface) const override
    {
        if (making())
            paintMaking(painter, surface, QPolygonF(m_points) << m_end, m_points);
    }

    QString hint() const override
    {
        return making() ? "Polygon: click adds a point, Backspace takes it back, Return closes"
                        : "Polygon: click sets the first point";
    }

private:
    QPointF placed(const ToolPoint& point) const
    {
        return point.constrained && !m_points.isEmpty()
            ? onEightDirections(m_points.last(), point.at)
            : point.at;
    }
    void close()
    {
        const QPolygonF made = std::exchange(m_points, {});
        host().refresh();
        host().propose(made);
    }

    QPolygonF m_points;
    QPointF m_end;
};

} // namespace

std::unique_ptr<RegionTool> makePolygonTool(ToolHost& host)
{
    return std::make_unique<PolygonTool>(host);
}

} // namespace views
