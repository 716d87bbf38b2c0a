// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/layer.h"
#include "views/mask_bits.h"
#include "views/mask_tint.h"
#include "views/region_layer.h"
#include "views/region_tools.h"

#include <QLineF>

#include <utility>
#include <vector>

namespace views {
namespace {

// Paints on the current region where it is a mask, else on a new one. A stroke is one proposal.
class BrushTool final : public RegionTool {
public:
    BrushTool(ToolHost& host, bool erases) : RegionTool(host), m_erases(erases) { }

    bool press(const ToolPoint& point) override
    {
        if (!begin(point))
            return point.inside; // nothing to erase, but no reason to pan
        m_wayOfDab = 0;
        draw({point.at, point.at, host().brushDiameter()}, true);
        host().say(m_erases ? "Eraser down" : "Brush down");
        return true;
    }
    void move(const ToolPoint& point) override
    {
        if (!making())
            return;
        const QPointF from = m_dabs.back().back().to;
        const QPointF to = point.constrained ? onEightDirections(from, point.at) : point.at;
        const double diameter = host().brushDiameter();
        const bool next = m_wayOfDab > diameter;
        m_wayOfDab = (next ? 0 : m_wayOfDab) + QLineF(from, to).length();
        draw({from, to, diameter}, next);
    }
    void release(const ToolPoint&) override
    {
        if (!making())
            return;
        const MaskRuns runs = m_bits.runs();
        const QUuid region = m_region;
        cancel();
        if (region.isNull())
            host().propose(runs);
        else
            host().change(region, runs);
    }

    bool making() const override { return !m_dabs.empty(); }
    bool undoPoint() override
    {
        if (!making())
            return false;
        QRect touched;
        for (const Part& part : m_dabs.back())
            touched |= part.touched;
        m_dabs.pop_back();
        m_bits.copy(m_before, touched);
        for (const std::vector<Part>& dab : m_dabs)
            for (const Part& part : dab)
                if (part.touched.intersects(touched))
                    m_bits.stroke(part.from, part.to, part.diameter, !m_erases);
        m_wayOfDab = 0;
        show(touched);
        host().say(QString("%1 dabs left").arg(m_dabs.size()));
        if (m_dabs.empty())
            cancel();
        return true;
    }
    void cancel() override
    {
        m_dabs.clear();
        m_bits = m_before = {};
        m_tint.clear();
        host().dropPreview();
        host().refresh();
    }

    void paint(QPainter& painter, const Surface& surface) const override
    {
        if (making())
            m_tint.paint(painter, surface, m_bits);
    }

    QString hint() const override
    {
        const QString name = m_erases ? "Eraser" : "Brush";
        return making() ? name + ": letting go ends the stroke, Ctrl+Z takes back a dab"
                        : name + ": drag to paint, comma and period change its size";
    }
    bool hasRing() const override { return true; }
    Qt::CursorShape cursor() const override { return Qt::BlankCursor; }

private:
    struct Part {
        QPointF from, to;
        double diameter;
        QRect touched;
    };

    bool begin(const ToolPoint& point)
    {
        if (!point.inside)
            return false;
        const Region* current = host().regions().region(host().regions().current());
        const auto* mask =
            current && !current->fixed ? std::get_if<MaskRuns>(&current->shape) : nullptr;
        if (mask && mask->size != host().imageSize())
            mask = nullptr;
        if (!mask && m_erases) {
            host().say("The eraser needs a mask: select one that is not locked");
            return false;
        }
        m_region = mask ? current->id : QUuid();
        m_before = mask ? MaskBits(*mask) : MaskBits(host().imageSize());
        m_bits = m_before;
        if (mask)
            host().preview(QPolygonF()); // its line would show what it was
        return true;
    }
    void draw(Part part, bool newDab)
    {
        part.touched = m_bits.stroke(part.from, part.to, part.diameter, !m_erases);
        if (newDab)
            m_dabs.emplace_back();
        m_dabs.back().push_back(part);
        show(part.touched);
    }
    void show(const QRect& touched)
    {
        m_tint.changed(touched);
        host().refresh(touched);
    }

    bool m_erases;
    QUuid m_region; ///< null: a new one
    MaskBits m_before, m_bits;
    std::vector<std::vector<Part>> m_dabs; ///< what one undo takes back, each
    double m_wayOfDab = 0;                 ///< image pixels
    mutable MaskTint m_tint;
};

} // namespace

std::unique_ptr<RegionTool> makeBrushTool(ToolHost& host, bool erases)
{
    return std::make_unique<BrushTool>(host, erases);
}

} // namespace views
