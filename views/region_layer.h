// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/layer.h"
#include "views/region_index.h"
#include "views/region_lines.h"
#include "views/region_plates.h"
#include "views/region_shape.h"

#include <QHash>
#include <QList>
#include <QPolygonF>

#include <memory>
#include <optional>
#include <vector>

namespace views {

class RegionItem;

/// Regions over a photo: white lines in a dark casing, the numbers of their claims on plates, the
/// current one in the accent with handles. Thousands of them stay fluent: only those on show are
/// painted, as coarse as the zoom allows, and the current one is left to paintMarks().
class RegionLayer final : public Layer {
public:
    struct Hit {
        QUuid id;        ///< null: none
        int handle = -1; ///< of the current region; -1: its line or its inside
        bool operator==(const Hit&) const = default;
    };

    RegionLayer();
    ~RegionLayer() override;

    void setRegions(const QList<Region>& regions); ///< the last one is on top
    void setRegion(const Region& region);          ///< in its place, or on top where it is new
    bool removeRegion(QUuid id);
    QList<Region> regions() const;
    const Region* region(QUuid id) const; ///< null: unknown; valid until the next change

    void setCurrent(QUuid id);
    QUuid current() const { return m_current; }
    void setHandlesShown(bool shown) { m_handlesShown = shown; }

    void
    setPreview(std::optional<Shape> shape); ///< the current region meanwhile; nothing: as it is
    void setPreviewMoved(QPointF by);
    bool hasPreview() const { return m_preview || !m_previewBy.isNull(); }

    /// Corners and middles of the current box, corners of a polygon, a point itself; image pixels.
    QPolygonF handles() const;

    /// The current region's handles first, then the topmost line, then the smallest region around.
    /// \param reach how far off a line or handle may be, image pixels
    Hit hitTest(QPointF imagePx, double reach) const;

    void paint(QPainter& painter, const Surface& surface) const override;
    void paintMarks(QPainter& painter, const Surface& surface, const Marks& marks) const override;
    Readings readout(QPointF imagePx) const override; ///< region, claims

private:
    void reindex();
    std::vector<const RegionItem*> others(const QRectF& imagePx) const; ///< but the current one
    void paintPlates(QPainter& painter, const Surface& surface,
                     const std::vector<const RegionItem*>& items) const;
    void paintHandles(QPainter& painter, const Surface& surface) const;

    std::vector<std::unique_ptr<RegionItem>> m_items; ///< painted in this order
    QHash<QUuid, RegionItem*> m_byId;
    RegionIndex m_index;
    QUuid m_current;
    bool m_handlesShown = true;
    std::unique_ptr<RegionItem> m_preview;
    QPointF m_previewBy;
    mutable RegionLines m_lines;
    mutable RegionPlates m_plates;
};

} // namespace views
