// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/layer.h"
#include "views/patch_grid.h"

namespace views {

/// Cross-hatches the parts of the image that the network never saw: what a centre crop cut off.
class UnseenLayer final : public Layer {
public:
    explicit UnseenLayer(PatchGrid grid);

    void paint(QPainter& painter, const Surface& surface) const override;
    Readings readout(QPointF imagePx) const override; ///< "never seen", outside the grid

private:
    PatchGrid m_grid;
};

} // namespace views
