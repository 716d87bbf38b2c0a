// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/explanation.h"

#include <ATen/core/Tensor.h>

#include <initializer_list>

namespace explain {

/// NonFinite where \p vectors [..., D] hold a NaN or an infinity, ZeroVector where one of them has
/// no length, else Ok.
Status statusOf(const at::Tensor& vectors);

/// Truncated where the network did not see all of \p text, else Ok.
Status statusOf(const TextFeatures& text);

/// NonFinite where one of \p values is infinite or all are NaN, FlatMap where they differ by less
/// than 1e-12, else Ok. A NaN among numbers was never seen and does not count.
Status statusOfMap(const at::Tensor& values);

/// The first of \p statuses that is not Ok. What forbids numbers comes first, Truncated last.
Status firstOf(std::initializer_list<Status> statuses);

} // namespace explain
