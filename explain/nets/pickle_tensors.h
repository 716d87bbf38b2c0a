// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/pickle.h"

#include <optional>

namespace explain {

/// The storage of a persistent id: ("storage", class, key, device, elements) and, in old files, a
/// None. Nothing where it is something else or of a class that is not known. Throws PickleFault.
std::optional<PickleStorage> storageOf(const std::vector<PickleValue>& id);

/// The tensor of what would be torch._utils._rebuild_tensor_v2(storage, offset, sizes, strides,
/// ...), held against its storage; nothing where the storage is foreign. Throws PickleFault.
std::optional<PickleTensor> tensorOf(const std::vector<PickleValue>& arguments);

} // namespace explain
