// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/layer.h"
#include "views/region_tools.h"

#include <QPainter>

namespace views {
namespace {

constexpr double slack = 3; // a click that trembles is no box; view pixels

class BoxTool final : public RegionTool {
public:
    using RegionTool::RegionTool;

    bool press(const ToolPoint& point) override
    {
        m_from = m_to = point.at;
        host().say("Box: first corner");
        return true;
    }
    void move(const ToolPoint& point) override
    {
        if (!m_from)
            return;
        host().refresh(box());
        m_to = point.constrained ? squareCorner(*m_from, point.at, host().imageSize()) : point.at;
        host().refresh(box());
    }
    void release(const ToolPoint& point) override
    {
        if (!m_from)
            return;
        move(point);
        const QRectF made = box();
        cancel();
        if (std::max(made.width(), made.height()) > host().imagePx(slack))
            host().propose(made);
    }

    bool making() const override { return m_from.has_value(); }
    bool undoPoint() override
    {
        const bool begun = making();
        cancel();
        return begun;
    }
    void cancel() override
    {
        if (m_from)
            host().refresh(box());
        m_from.reset();
    }

    void paint(QPainter& painter, const Surface& surface) const override
    {
        if (m_from)
            mark::frame(painter, surface, box(), Theme::dark().accent);
    }

    QString hint() const override
    {
        return making() ? "Box: the opposite corner ends it, Shift makes a square, Escape drops it"
                        : "Box: drag from corner to corner";
    }

private:
    QRectF box() const { return QRectF(*m_from, m_to).normalized(); }

    std::optional<QPointF> m_from;
    QPointF m_to;
};

} // namespace

std::unique_ptr<RegionTool> makeBoxTool(ToolHost& host)
{
    return std::make_unique<BoxTool>(host);
}

} // namespace views
