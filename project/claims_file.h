// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/change.h"
#include "project/line_fault.h"

#include <QByteArray>

namespace project {

/// No larger claims file is read.
constexpr qint64 mostClaimsBytes = qint64(1) << 30;

/// The claims of \p document as JSON lines (docs/claims.schema.json): by position, a line for each
/// reading, with keys and numbers always written in the same way. [gui thread]
QByteArray exportClaims(const Document& document);

/// What claims lines add to a project, ready to be committed as one action.
struct ClaimsImport {
    Edit edit;
    int lines = 0;                             ///< that say something
    int claims = 0, readings = 0, regions = 0; ///< that are new; what is there already is kept
    LineFaults faults;                         ///< not empty: the edit is, nothing may be taken
};

/// Reads claims lines against the cases of \p document. Lines with the same claim are readings of
/// it and need to agree on all else; so do regions with the same id. A line that the document holds
/// already adds nothing; one that contradicts it is a fault. [gui thread]
ClaimsImport importClaims(const Document& document, const QByteArray& bytes);

} // namespace project
