// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QString>
#include <QStringList>

namespace models {

/// Whether one of \p rules holds for the folder \p path. A rule is
///     {"file": "config.json", "pointer": "/model_type", "is": ["clip", "clip_text_model"]}
/// and holds where that file is a JSON document whose value at the pointer (RFC 6901) is one of
/// those listed. Without "is" the value must be there; without "pointer" the file must. A rule that
/// is written wrongly, and a file that is not JSON, larger than 4 MiB or not a regular file, never
/// hold. Reads nothing else. [any thread]
bool recognises(const QJsonArray& rules, const QString& path);

/// What \p rules look for, in words: "config.json with /model_type clip".
QStringList inWords(const QJsonArray& rules);

} // namespace models
