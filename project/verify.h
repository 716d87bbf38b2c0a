// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/expected.h"

#include <QString>

#include <string>
#include <vector>

namespace project {

/// Something in a project's file that is not as its actions left it.
struct Fault {
    std::string table; ///< "file": it cannot be told which
    std::string key;   ///< of the record; "": the whole table
    std::string what;  ///< "expected ..., found ..."
};

/// Compares all that \p file holds with its audit, its audit with itself, and every blob with its
/// name. Views, the journal and free pages are no records. Changes nothing; \p file may be open
/// elsewhere. Errors: Input: no project, or one of a newer version.
explain::Expected<std::vector<Fault>> verify(const QString& file);

} // namespace project
