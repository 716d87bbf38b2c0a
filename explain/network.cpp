// SPDX-License-Identifier: Apache-2.0
#include "explain/network.h"

#include "explain/sha256.h"

#include <array>
#include <charconv>

namespace explain {
namespace {

/// Two digits tell an order of magnitude; whatever the locale.
std::string rounded(double number)
{
    std::array<char, 32> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number,
                                   std::chars_format::general, 2);
    return {digits.data(), end.ptr};
}

} // namespace

std::string describe(const SelfTest& test)
{
    const std::string difference = rounded(test.difference), tolerance = rounded(test.tolerance);
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

NetworkInfo randomisedInfo(NetworkInfo info, const Randomisation& randomisation)
{
    info.name += ", " + describe(randomisation);
    info.sha256 = sha256(info.sha256 + ' ' + describe(randomisation));
    info.selfTest.reset();
    return info;
}

} // namespace explain
