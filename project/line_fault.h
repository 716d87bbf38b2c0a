// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace project {

/// Why one line of a file cannot be taken. A file of which any line is bad is not taken at all.
struct LineFault {
    int line = 0;       ///< the first is 1; 0: it concerns no line
    std::string reason; ///< "image: expected a file, found nothing"

    bool operator==(const LineFault&) const = default;
};

using LineFaults = std::vector<LineFault>;

/// "line 3: <reason>", or the reason alone where it concerns no line.
inline std::string toText(const LineFault& fault)
{
    return fault.line > 0 ? "line " + std::to_string(fault.line) + ": " + fault.reason
                          : fault.reason;
}

} // namespace project
