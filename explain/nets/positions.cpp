// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/positions.h"

#include <ATen/ATen.h>

namespace explain {

at::Tensor resizedPositions(const at::Tensor& table, int64_t rows, int64_t cols, int64_t toRows,
                            int64_t toCols, PositionFilter filter)
{
    const int64_t prefixes = table.size(0) - rows * cols;
    TORCH_CHECK(prefixes >= 0 && toRows >= 1 && toCols >= 1, "positions: ", table.sizes(), " as ",
                rows, " x ", cols, " to ", toRows, " x ", toCols);
    if (rows == toRows && cols == toCols)
        return table;
    const int64_t width = table.size(1);
    const at::Tensor grid =
        table.slice(0, prefixes).view({1, rows, cols, width}).permute({0, 3, 1, 2});
    const at::Tensor resized = filter == PositionFilter::Bicubic
        ? at::upsample_bicubic2d(grid, {toRows, toCols}, /*align_corners=*/false)
        : at::_upsample_bicubic2d_aa(grid, {toRows, toCols}, /*align_corners=*/false);
    return at::cat({table.slice(0, 0, prefixes),
                    resized.permute({0, 2, 3, 1}).reshape({toRows * toCols, width})});
}

} // namespace explain
