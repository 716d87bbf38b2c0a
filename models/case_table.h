// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/case_list.h"

namespace models {

/// The cases that a table names, in its order: a JSON object a line,
/// {"image": "images/00.png", "title": "...", "captions": ["..."], "concepts": ["..."],
/// "note": "...", "domain": "shapes"}. All but the image may be missing; other keys are passed
/// over. An image lies in the table's own folder or below it; whether it is there is not looked at.
/// At most 1,000 cases, 64 texts a case and 1 MB in all. Errors: Input, with the line. [any thread]
explain::Expected<QList<CaseStart>> readCaseTable(const QString& file);

} // namespace models
