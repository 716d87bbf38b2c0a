// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace explain {

/// What is done to a mask after the decision, in this order.
struct Cleaning {
    bool fillHoles = false;    ///< 0 that touches neither the border nor an unseen pixel becomes 1
    bool largestAlone = false; ///< keep the largest connected area only; the topmost of equals
    int64_t minimumArea = 0;   ///< pixels; smaller connected areas go; 0 and 1 keep all

    bool any() const { return fillHoles || largestAlone || minimumArea > 1; }
};

/// Cleans \p mask [H, W] uint8 on the CPU in place: 1 in, 0 out, 255 never seen. Areas connect over
/// edges and corners, holes over edges alone. Memory grows with the outline, not with the area.
void clean(at::Tensor mask, const Cleaning& cleaning);

} // namespace explain
