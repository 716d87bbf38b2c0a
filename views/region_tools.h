// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/region_tool.h"

#include <memory>

class QPainter;

namespace views {

// One function a tool, each in a file of its own; makeTool() chooses among them.

std::unique_ptr<RegionTool> makeSelectTool(ToolHost& host);
std::unique_ptr<RegionTool> makeBoxTool(ToolHost& host);
std::unique_ptr<RegionTool> makePolygonTool(ToolHost& host);
std::unique_ptr<RegionTool> makeLassoTool(ToolHost& host);
std::unique_ptr<RegionTool> makeBrushTool(ToolHost& host, bool erases);
std::unique_ptr<RegionTool> makePointTool(ToolHost& host);

// What tools share.

/// \p to on the nearest of the eight directions from \p from.
QPointF onEightDirections(QPointF from, QPointF to);

/// The far corner that makes a square, towards \p to and inside \p image.
QPointF squareCorner(QPointF from, QPointF to, QSize image);

/// Lines in the making: the accent in a dark casing, open, with a square at each of \p corners.
void paintMaking(QPainter& painter, const Surface& surface, const QPolygonF& line,
                 const QPolygonF& corners = {});

} // namespace views
