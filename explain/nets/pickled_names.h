// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/nets/pickle.h"

#include <map>

namespace explain {

/// The named tensors of a pickle.
struct PickledNames {
    std::map<std::string, const PickleTensor*> tensors;
    std::vector<std::string> notes; ///< what else was found, a clause each
};

/// Finds the state dict or the TorchScript module in \p pickle and names its tensors, as
/// readPickledTensors() says.
/// \returns them, or one clause that says what was found instead
std::variant<PickledNames, std::string> namedTensorsOf(const Pickle& pickle);

} // namespace explain
