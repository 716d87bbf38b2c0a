// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/layer.h"
#include "views/patch_grid.h"

namespace views {

/// What the evidence lens says of the lit word in a panel.
struct LensPlate {
    Patch peak;                ///< where the word pulls most
    QString word, value;       ///< "“ball”", ".287"
    QString place;             ///< "2 of 6": among the words at that patch
    QString rival, rivalValue; ///< the best other word there; empty: there is none
};

/// The patch where the lit word pulls most, framed, with a plate: value, rank, best other word. It
/// gives way to the pointer.
class LensLayer final : public Layer {
public:
    LensLayer(PatchGrid grid, LensPlate plate);

    const LensPlate& plate() const { return m_plate; }

    void paint(QPainter&, const Surface&) const override { }
    void paintMarks(QPainter& painter, const Surface& surface, const Marks& marks) const override;
    Readings readout(QPointF) const override { return {}; }

private:
    PatchGrid m_grid;
    LensPlate m_plate;
};

} // namespace views
