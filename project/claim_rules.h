// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/rows.h"

namespace project {

/// A part of a text that can be true or false of an image by itself.
struct FoundClaim {
    std::vector<Span> spans; ///< in order and apart; several where a "no" stands further away
    QString type;            ///< one of claimTypes
    QString assertion;       ///< one of assertions

    bool operator==(const FoundClaim&) const = default;
};

/// The claims of an English caption or report, in the order of the text. A first proposal for a
/// person to edit: phrases are found by lists of words, not by grammar. The lists, and which type a
/// denied or doubted claim has, are data: resources/language/claims.json; negations are those of
/// explain::negationsOf(), and reach over a list that ends in "or".
///
/// A thing is one claim with its article and its adjectives; a relation or a place begins with its
/// preposition or verb and ends with what it points to, which is a claim of its own as well. Where
/// something is denied, the place belongs to the same claim: it is nowhere else that it is absent.
std::vector<FoundClaim> claimsIn(const QString& text);

} // namespace project
