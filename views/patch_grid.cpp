// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/patch_grid.h"

#include <cmath>

namespace views {

QTransform PatchGrid::affine(const std::array<double, 6>& coefficients)
{
    const auto& [a, b, c, d, e, f] = coefficients;
    return {a, d, b, e, c, f}; // Qt's matrix stands on its side: x' = m11 x + m21 y + dx
}

std::optional<Patch> PatchGrid::patchAt(QPointF imagePx) const
{
    bool invertible = false;
    const QTransform toCanvas = toImage.inverted(&invertible);
    if (!invertible || count() == 0)
        return {};
    const QPointF place = toCanvas.map(imagePx) / patchPx;
    const Patch patch{int(std::floor(place.y())), int(std::floor(place.x()))};
    return contains(patch) ? std::optional(patch) : std::nullopt;
}

QPolygonF PatchGrid::outline(Patch patch) const
{
    const QRectF rect(patch.column * patchPx, patch.row * patchPx, patchPx, patchPx);
    return toImage.map(QPolygonF(
        QList<QPointF>{rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft()}));
}

QRectF PatchGrid::bounds(Patch patch) const
{
    return outline(patch).boundingRect();
}

QPolygonF PatchGrid::seen() const
{
    const QRectF rect(0, 0, columns * patchPx, rows * patchPx);
    return toImage.map(QPolygonF(
        QList<QPointF>{rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft()}));
}

bool PatchGrid::isUpright() const
{
    return qFuzzyIsNull(toImage.m12()) && qFuzzyIsNull(toImage.m21());
}

bool PatchGrid::contains(Patch patch) const
{
    return patch.row >= 0 && patch.row < rows && patch.column >= 0 && patch.column < columns;
}

} // namespace views
