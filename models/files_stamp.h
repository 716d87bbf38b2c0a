// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace models {

/// What tells that the files of a network have changed, without reading them.
struct FilesStamp {
    qint64 files = 0;
    qint64 bytes = 0;    ///< of all together
    qint64 newestMs = 0; ///< when the youngest was written, since 1970

    bool operator==(const FilesStamp&) const = default;
};

/// Of the file \p path, or of those right in the folder \p path; all 0 where nothing is there.
/// [any thread]
FilesStamp stampOf(const QString& path);

} // namespace models
