// SPDX-License-Identifier: Apache-2.0
#include "explain/network.h"

#include "explain/parameters.h"

namespace explain {

std::string describe(const SelfTest& test)
{
    const std::string difference = toText(test.difference), tolerance = toText(test.tolerance);
    return test.passed()
        ? "self-test: passed, largest difference " + difference + " of " + tolerance + " allowed"
        : "self-test: expected differences of at most " + tolerance + ", found " + difference
            + ": this machine does not compute what the network's maker saw";
}

std::string describe(const Randomisation& randomisation)
{
    const auto towers = [&]() -> std::string {
        switch (randomisation.tower) {
        case Randomisation::Tower::Both: return "both towers";
        case Randomisation::Tower::Image: return "the image tower";
        case Randomisation::Tower::Text: return "the text tower";
        }
        return "?";
    };
    return "randomised from block " + std::to_string(randomisation.fromBlock) + " of " + towers()
        + " (seed " + std::to_string(randomisation.seed) + ')';
}

} // namespace explain
