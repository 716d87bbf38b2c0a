// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/rows.h"

#include "explain/expected.h"

#include <string>
#include <string_view>

namespace project {

/// One line of a claims file: a claim, and what one reader says of it.
struct ClaimLine {
    Claim claim;
    Reading reading; ///< its reader is named below
    std::optional<QString> reader;
    std::vector<Region> regions; ///< of the reading, in its order

    /// Whether it holds more than the claim.
    bool hasReading() const;
};

/// Reads one line by itself: its form, its words, its numbers. Whether the case, the image, the
/// text and its length fit is for who knows them. Errors: Input, the reason without the line.
explain::Expected<ClaimLine> readClaimLine(std::string_view line);

/// The line, without its end.
std::string writeClaimLine(const ClaimLine& line);

} // namespace project
