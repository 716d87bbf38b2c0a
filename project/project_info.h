// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explain/expected.h"

#include <QString>

#include <nlohmann/json.hpp>

namespace project {

class Document;

/// What a project holds, counted.
struct ProjectInfo {
    int schema = 0;
    std::size_t cases = 0, images = 0, texts = 0, claims = 0, regions = 0, readers = 0;
    std::size_t verdicts = 0; ///< that are given
    qint64 auditRows = 0;
    std::string auditHead; ///< hash of the last row
};

/// Errors: Input, where the log of the file cannot be read. [gui thread]
explain::Expected<ProjectInfo> infoOf(const Document& document);

/// {"format", "schema", "cases", ..., "audit": {"rows", "head"}}
nlohmann::ordered_json toJson(const ProjectInfo& info);

/// A few lines for people.
std::string toText(const ProjectInfo& info);

} // namespace project
