// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "explain/explanation.h"

namespace explain {

/// The tensors of an explanation by the names that archives know them by: those of its kind
/// ("map", "plan", "token_values", ...) and its extras. What is undefined is left out.
std::map<std::string, at::Tensor> membersOf(const Explanation& explanation);

/// The other way: a kind by its name with the members that \p tensors holds; what is none of the
/// kind's own becomes an extra. Nothing: no such kind.
struct KindAndExtras {
    Kind kind;
    std::map<std::string, at::Tensor> extras;
};
std::optional<KindAndExtras> kindFrom(std::string_view name,
                                      std::map<std::string, at::Tensor> tensors,
                                      std::vector<std::string> columns);

} // namespace explain
