// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/layer.h"
#include "views/outline_raster.h"
#include "views/region_tools.h"

#include <QLineF>

#include <utility>

namespace views {
namespace {

// View pixels: from point to point, what the outline may lose, and what one undo takes back.
constexpr double pointStep = 2, loss = 0.75, undoneWay = 24;

class LassoTool final : public RegionTool {
public:
    using RegionTool::RegionTool;

    bool press(const ToolPoint& point) override
    {
        m_points = {point.at};
        host().say("Lasso: begun");
        return true;
    }
    void move(const ToolPoint& point) override
    {
        if (m_points.isEmpty()
            || QLineF(point.at, m_points.last()).length() < host().imagePx(pointStep))
            return;
        if (point.constrained && m_points.size() > 1)
            m_points.last() = onEightDirections(m_points[m_points.size() - 2], point.at);
        else
            m_points << point.at;
        host().refresh();
    }
    void release(const ToolPoint& point) override
    {
        if (m_points.isEmpty())
            return;
        move(point);
        const QPolygonF made = std::exchange(m_points, {});
        host().refresh();
        if (made.size() >= 3)
            host().propose(simplified(made, host().imagePx(loss)));
    }

    bool making() const override { return !m_points.isEmpty(); }
    bool undoPoint() override
    {
        if (m_points.isEmpty())
            return false;
        double way = 0;
        while (m_points.size() > 1 && way < host().imagePx(undoneWay)) {
            const QPointF last = m_points.takeLast();
            way += QLineF(last, m_points.last()).length();
        }
        if (way == 0)
            m_points.clear();
        host().say("Lasso: a stretch taken back");
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
            paintMaking(painter, surface, QPolygonF(m_points) << m_points.first());
    }

    QString hint() const override
    {
        return making() ? "Lasso: letting go closes it, Shift draws straight, Escape drops it"
                        : "Lasso: drag around the region";
    }

private:
    QPolygonF m_points;
};

} // namespace

std::unique_ptr<RegionTool> makeLassoTool(ToolHost& host)
{
    return std::make_unique<LassoTool>(host);
}

} // namespace views
