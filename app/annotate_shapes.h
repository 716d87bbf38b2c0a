// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/rows.h"
#include "views/region_shape.h"

namespace app {

using KeptShape = decltype(project::Region::shape);

// Shapes as the project keeps them and as the canvas draws them: the same pixels.
views::Shape shown(const KeptShape& shape);
KeptShape kept(const views::Shape& shape);

/// What turned \p before into \p after, as a step is named: "Move point 4", "Move box", "Add point
/// to polygon", "Paint mask".
QString nameOfChange(const views::Shape& before, const views::Shape& after);

} // namespace app
