// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/method.h"

#include <optional>

namespace explain {

/// Why \p method cannot run with \p networks (a Network error that names the skill), or nothing.
/// Costs nothing: lists grey their rows by it.
std::optional<Error> unmetNeed(const MethodInfo& method, const Networks& networks);

/// Runs \p method: the one way in for the window, the command line and groundscope-bare. Checks the
/// needs and the number of samples, records no graph, stamps the results with method, source,
/// precision, parameters and caveats, and turns whatever is thrown into an Error without a stack
/// trace. [any thread]
Expected<std::vector<Explanation>> apply(const Method& method, Context& context);

/// The Error that a thrown exception stands for: Device where memory ran out, Internal otherwise.
/// Call it inside a catch block; \p what names the thing that was being done.
Error errorFromException(const std::string& what);

} // namespace explain
