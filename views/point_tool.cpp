// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/region_tools.h"

namespace views {
namespace {

class PointTool final : public RegionTool {
public:
    using RegionTool::RegionTool;

    bool press(const ToolPoint& point) override
    {
        if (point.inside)
            host().propose(point.at);
        return point.inside;
    }
    void move(const ToolPoint&) override { }
    void release(const ToolPoint&) override { }
    bool drags() const override { return false; }

    bool making() const override { return false; } // it is there at once
    bool undoPoint() override { return false; }
    void cancel() override { }
    void paint(QPainter&, const Surface&) const override { }
    QString hint() const override { return "Point: click sets it"; }
};

} // namespace

std::unique_ptr<RegionTool> makePointTool(ToolHost& host)
{
    return std::make_unique<PointTool>(host);
}

} // namespace views
