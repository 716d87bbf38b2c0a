// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/pickle.h"

namespace explain {

/// What \p module and \p name stand for in a checkpoint.
PickleGlobal pickleGlobal(std::string_view module, std::string_view name, bool isTorchScript);

/// Whether \p global runs code or opens files when Python meets it and has no place among weights:
/// a file that names it was made to attack. Nothing that was forgotten here does harm: no name is
/// ever imported.
bool isDangerous(const PickleGlobal& global);

} // namespace explain
