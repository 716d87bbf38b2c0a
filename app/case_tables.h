// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "project/case_table.h"

namespace app {

/// Reads a table or a folder and looks at each of its images: sizes, hashes, whether they are
/// there. Errors: those of project::readCaseTable(). [any thread]
explain::Expected<project::CaseTable> readCases(const QString& path,
                                                const project::TableOptions& options,
                                                const explain::Progress& progress);

} // namespace app
