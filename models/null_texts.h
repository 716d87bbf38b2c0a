// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/expected.h"

#include <QStringList>

#include <string>
#include <vector>

namespace models {

/// The unrelated texts that a null band is made of: resources/null_texts/<domain>.txt, one a line,
/// in the file's order. Errors: Input (no such domain, an empty or repeated line). [any thread]
explain::Expected<std::vector<std::string>> nullTexts(const QString& domain = "general");

/// "chest", "general": the domains there are, sorted.
QStringList nullTextDomains();

} // namespace models
