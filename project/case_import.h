// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/case_table.h"
#include "project/change.h"

namespace project {

/// What a table adds to a project, ready to be committed as one action.
struct CaseImport {
    Edit edit;
    std::vector<QUuid> cases; ///< in order
    int images = 0, texts = 0;
    LineFaults faults; ///< not empty: the edit is, and nothing may be taken
};

/// The rows of a probed \p table as rows of \p document. An id that is a UUID is kept; others
/// follow from what the row says of itself, so that claims of one project fit another that is made
/// from the same table. Where such an id is taken already, another one is made; a UUID that was
/// given and is taken is a fault. [gui thread]
CaseImport importCases(const Document& document, const CaseTable& table);

} // namespace project
