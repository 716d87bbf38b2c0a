// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string_view>

namespace explain {

/// How a long computation talks to whoever waits for it. It knows no toolkit; Progress{} is silent.
struct Progress {
    /// `fraction` of the work done, in [0, 1], and the step at hand ("encoding image"). A run queue
    /// may let a more urgent run go first inside this call.
    std::function<void(double fraction, std::string_view step)> report = [](double,
                                                                            std::string_view) {};

    /// Asked between blocks and batches; true: stop and return `cancelledError`.
    std::function<bool()> cancelled = [] { return false; };
};

} // namespace explain
