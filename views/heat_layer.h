// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/layer.h"
#include "views/patch_grid.h"
#include "views/value_scale.h"

#include <QList>

#include <optional>

namespace views {

/// A score for each patch over the image, as true patches. What is no evidence has no colour: it
/// dims under sparse lines. NaN, never seen by the network, is cross-hatched.
class HeatLayer final : public Layer {
public:
    /// \param values grid.rows * grid.columns, row by row, in the scale's unit
    HeatLayer(PatchGrid grid, QList<float> values, ValueScale scale);

    void setScale(ValueScale scale);
    void setSmooth(bool smooth); ///< between patches; a plate on the picture says so
    void setStale(bool stale);   ///< of the text before: without colour
    void setCurrent(std::optional<Patch> patch); ///< outlined whether the pointer is there or not

    const PatchGrid& grid() const { return m_grid; }
    const ValueScale& scale() const { return m_scale; }
    bool smooth() const { return m_smooth; }

    /// NaN outside the grid, or where the network saw nothing.
    double valueAt(QPointF imagePx) const;
    double value(Patch patch) const;
    std::optional<Patch> largest() const; ///< none: all are NaN
    bool hasEvidence() const;
    int rank(Patch patch) const; ///< 1: the largest; 0: NaN

    void paint(QPainter& painter, const Surface& surface) const override;
    void paintMarks(QPainter& painter, const Surface& surface, const Marks& marks) const override;
    Readings readout(QPointF imagePx) const override; ///< patch, value, rank

private:
    void paintPatches(QPainter& painter, const Surface& surface) const;
    void paintOutlines(QPainter& painter, const Surface& surface) const;
    void paintSmooth(QPainter& painter, const Surface& surface) const;
    void paintSmoothNote(QPainter& painter, const Surface& surface) const;
    QColor colourOf(double value) const; ///< opaque

    PatchGrid m_grid;
    QList<float> m_values;
    ValueScale m_scale;
    bool m_smooth = false, m_stale = false;
    std::optional<Patch> m_current;
};

} // namespace views
