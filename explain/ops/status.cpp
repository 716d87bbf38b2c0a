// SPDX-License-Identifier: Apache-2.0
#include "explain/ops/status.h"

#include <ATen/ATen.h>

namespace explain {

Status statusOf(const at::Tensor& vectors)
{
    if (!vectors.isfinite().all().item<bool>())
        return Status::NonFinite;
    return vectors.ne(0).any(-1).all().item<bool>() ? Status::Ok : Status::ZeroVector;
}

Status statusOf(const TextFeatures& text)
{
    return text.truncatedAt ? Status::Truncated : Status::Ok;
}

Status statusOfMap(const at::Tensor& values)
{
    const at::Tensor seen = values.masked_select(values.isnan().logical_not());
    if (seen.numel() == 0 || seen.isinf().any().item<bool>())
        return Status::NonFinite;
    return (seen.max() - seen.min()).item<double>() < 1e-12 ? Status::FlatMap : Status::Ok;
}

Status firstOf(std::initializer_list<Status> statuses)
{
    for (const Status status : statuses)
        if (status != Status::Ok)
            return status;
    return Status::Ok;
}

} // namespace explain
